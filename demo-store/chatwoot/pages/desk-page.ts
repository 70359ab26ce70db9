import { assetUrl } from './asset-url.ts';
import { escapeHtml } from './html.ts';

export interface DeskPageData {
  /** What the browser's tab says before the desk knows more. */
  title: string;
}

/**
 * The page of every address under `/app`: the list of agents, the login and the desk itself. The app is `browser/desk/`;
 * it holds no data of its own, so that nothing can be seen before somebody has signed in.
 */
export function renderDeskPage({ title }: DeskPageData): string {
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <title>${escapeHtml(title)}</title>
    <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover, interactive-widget=resizes-content">
    <meta name="color-scheme" content="light dark">
    <meta name="robots" content="noindex">
    <meta name="referrer" content="same-origin">
    <link rel="icon" href="data:image/svg+xml,${deskIcon}">
    <script type="module" src="${assetUrl('desk.js')}"></script>
  </head>
  <body>
    <div id="app"></div>
    <noscript>The agent desk needs JavaScript.</noscript>
  </body>
</html>
`;
}

const deskIcon = encodeURIComponent(
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="8" fill="#2563eb"/>' +
    '<path d="M16 7a9 9 0 1 0 0 18h8v-9a8 8 0 0 0-8-9Z" fill="#fff"/></svg>',
);
