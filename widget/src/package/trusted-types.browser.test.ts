import { afterEach, expect, it } from 'vitest';

afterEach(() => {
  document.querySelector('iframe')?.remove();
});

/** A page with this policy, which loads the widget. @returns the store that it got, or why it got none */
function loadUnder(policy: string, server = `${location.origin}/widget/src/package/test-support`): Promise<string> {
  const module = `${location.origin}/widget/src/package/index.ts`;
  const options = JSON.stringify({ server, storeKey: 'tea' });
  const frame = document.createElement('iframe');
  frame.srcdoc = `<meta http-equiv="Content-Security-Policy" content="${policy}"><script type="module">
    import { loadStorefrontChat } from '${module}';
    loadStorefrontChat(${options}).then(
      (api) => parent.postMessage(api.storeKey, '*'),
      (error) => parent.postMessage(error.message, '*'),
    );
  </script>`;
  document.body.append(frame);
  return new Promise((resolve) => {
    addEventListener('message', function told({ source, data }) {
      if (source !== frame.contentWindow) return;
      removeEventListener('message', told);
      resolve(data);
    });
  });
}

it('has a policy of its own where Trusted Types are enforced', async () => {
  expect(await loadUnder("require-trusted-types-for 'script'")).toBe('tea');
  expect(await loadUnder("require-trusted-types-for 'script'; trusted-types storefront-chat")).toBe('tea');
});

it('says what to add to a list of policies that leaves it out', async () => {
  const why = await loadUnder("require-trusted-types-for 'script'; trusted-types other");
  expect(why).toContain('add `trusted-types storefront-chat`');
});

it('needs no policy where the list is not enforced on scripts', async () => {
  expect(await loadUnder('trusted-types other')).toBe('tea');
});

it('says that it may be the policy that keeps the script away', async () => {
  const why = await loadUnder(`script-src 'unsafe-inline' ${location.origin}`, 'https://chat.example');
  expect(why).toContain('check address, network and script-src of the policy');
});
