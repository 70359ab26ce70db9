import type { ShopFacts, Snippet, Step } from './snippet.ts';

/** Apps load the widget by the package, once for all pages that they show. */
const shared = {
  nonce: 'into loadStorefrontChat, as its option nonce',
  notes: ['docs/npm.md has whole components: signing in and out without a new page, what the page shows, events.'],
  remove: 'Take the call out, and `npm uninstall storefront-chat-widget`.',
  files: [],
};

const install: Step = { text: 'Install the package:', code: 'npm install storefront-chat-widget' };

export function reactSnippet(facts: ShopFacts): Snippet {
  const code = `import { useEffect } from 'react';
import { loadStorefrontChat } from 'storefront-chat-widget';

export function Chat() {
  useEffect(() => {
    // The page works without chat; the error says what to check.
    loadStorefrontChat(${loadOptions(facts)}).catch(console.warn);
  }, []);
  return null;
}`;
  const load = { text: 'Save this as Chat.tsx, and render <Chat /> once, in the layout of your app:', code };
  return { platform: 'react', steps: [install, load], ...shared };
}

export function vueSnippet(facts: ShopFacts): Snippet {
  const code = `import { onMounted } from 'vue';
import { loadStorefrontChat } from 'storefront-chat-widget';

export function useChat() {
  onMounted(() => {
    // The page works without chat; the error says what to check.
    loadStorefrontChat(${loadOptions(facts)}).catch(console.warn);
  });
}`;
  const load = { text: 'Save this as use-chat.ts, and call useChat() once, in the setup of App.vue:', code };
  return { platform: 'vue', steps: [install, load], ...shared };
}

function loadOptions({ server, storeKey, proof }: ShopFacts): string {
  const dataset = proof === undefined ? '' : `, dataset: { proof: ${quoted(proof)} }`;
  return `{ server: ${quoted(server)}, storeKey: ${quoted(storeKey)}${dataset} }`;
}

function quoted(text: string): string {
  return `'${text.replace(/['\\]/g, '\\$&')}'`;
}
