import type { PageEdit } from './shop-front.ts';

export type VariantName = 'none' | 'ours' | 'official' | 'facade';

/** One way to have chat, or not, on the same page. */
export interface Variant {
  title: string;
  edit(officialSnippet: string): PageEdit;
  /** What a shopper presses first; null: there is nothing to press. */
  launcher: string | null;
  /** The chat boots with the page: it is waited for before the page counts as loaded. */
  bootsWithPage: boolean;
  /** Needs Chatwoot's own presses before one can type. */
  opensChatwoot: boolean;
}

/** Measured in this order, round by round. */
export const variants: Record<VariantName, Variant> = {
  none: {
    title: 'no chat',
    edit: () => ({ tag: () => '', bodyEnd: '' }),
    launcher: null,
    bootsWithPage: false,
    opensChatwoot: false,
  },
  ours: {
    title: 'storefront-chat',
    edit: () => ({ tag: (ours) => ours, bodyEnd: '' }),
    launcher: 'storefront-chat button[aria-expanded]',
    bootsWithPage: false,
    opensChatwoot: false,
  },
  official: {
    title: 'official snippet',
    edit: (snippet) => ({ tag: () => '', bodyEnd: snippet }),
    launcher: '.woot-widget-bubble:not(.woot--close)',
    bootsWithPage: true,
    opensChatwoot: true,
  },
  facade: {
    title: 'plain facade',
    edit: (snippet) => ({ tag: () => '', bodyEnd: facade(snippet) }),
    launcher: '#facade',
    bootsWithPage: false,
    opensChatwoot: true,
  },
};

export const variantNames = Object.keys(variants) as VariantName[];

/** A button that runs the official snippet when it is pressed, and opens the chat when that is ready. */
function facade(snippet: string): string {
  const script = /<script[^>]*>([\s\S]*)<\/script>/.exec(snippet)?.[1] ?? '';
  return `
    <button id="facade" style="position:fixed;right:20px;bottom:20px;padding:12px 16px">Chat with us</button>
    <script>
      document.querySelector('#facade').onclick = function (event) {
        event.currentTarget.hidden = true;
        addEventListener('chatwoot:ready', function () { window.$chatwoot.toggle('open'); });
        ${script}
      };
    </script>`;
}
