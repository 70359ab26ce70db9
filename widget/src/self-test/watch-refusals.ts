export interface Refusals {
  /** Whether the page's policy has refused something of this directive, at this origin. */
  has(directive: string, origin: string): boolean;
  /** Resolves when all has been told: the browser tells of a refusal a moment after it. */
  stop(): Promise<void>;
}

const momentMs = 100;

/** Notes what the page's own Content-Security-Policy refuses from now on. What is only reported does not count. */
export function watchRefusals(): Refusals {
  const seen: SecurityPolicyViolationEvent[] = [];
  const note = (violation: SecurityPolicyViolationEvent) => {
    if (violation.disposition === 'enforce') seen.push(violation);
  };
  document.addEventListener('securitypolicyviolation', note);
  return {
    has: (directive, origin) =>
      seen.some(
        ({ effectiveDirective, blockedURI }) =>
          effectiveDirective.startsWith(directive) && blockedURI.startsWith(origin),
      ),
    async stop() {
      await new Promise((resolve) => setTimeout(resolve, momentMs));
      document.removeEventListener('securitypolicyviolation', note);
    },
  };
}
