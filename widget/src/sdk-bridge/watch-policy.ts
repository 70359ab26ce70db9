/** Notices when the page's own Content-Security-Policy keeps something of Chatwoot's away. */
export function watchPolicy(baseUrl: string): { hasRefused(): boolean; stop(): void } {
  const { origin } = new URL(baseUrl);
  let isRefused = false;
  const note = ({ blockedURI, disposition }: SecurityPolicyViolationEvent) => {
    if (disposition === 'enforce' && blockedURI.startsWith(origin)) isRefused = true;
  };
  document.addEventListener('securitypolicyviolation', note);
  return {
    hasRefused: () => isRefused,
    stop: () => document.removeEventListener('securitypolicyviolation', note),
  };
}
