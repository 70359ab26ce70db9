import { assetUrl } from './asset-url.ts';
import { escapeHtml, toScriptLiteral } from './html.ts';

export interface WidgetPageData {
  /** `window.chatwootWebChannel`: the inbox as the frame and, through `loaded`, the shop's page may know it. */
  channelConfig: { websiteName: string; widgetColor: string; locale?: string | null };
  /** The visitor's session (JWT); goes into the `cw_conversation` cookie of the shop. */
  authToken: string;
  /** Opens `/cable` for this session. */
  pubsubToken: string;
  /** Scripts and styles that have to be there before the app starts. */
  filesBeforeApp?: readonly string[];
}

/** The page that `/widget` shows in the iframe; the app is `browser/frame/`. */
export function renderWidgetPage({
  channelConfig,
  authToken,
  pubsubToken,
  filesBeforeApp = [],
}: WidgetPageData): string {
  return `<!doctype html>
<html lang="${escapeHtml((channelConfig.locale ?? 'en').replace('_', '-'))}">
  <head>
    <meta charset="utf-8">
    <title>${escapeHtml(channelConfig.websiteName)}</title>
    <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover, interactive-widget=resizes-content">
    <meta name="robots" content="noindex">
    <link rel="icon" href="data:,">
    <script>
      window.chatwootWebChannel = ${toScriptLiteral(channelConfig)};
      window.chatwootPubsubToken = ${toScriptLiteral(pubsubToken)};
      window.authToken = ${toScriptLiteral(authToken)};
    </script>
    ${[...filesBeforeApp, 'frame.js'].map(fileElement).join('\n    ')}
  </head>
  <body>
    <div id="app"></div>
  </body>
</html>
`;
}

/** Modules run in the order of their elements, and after the styles. */
function fileElement(file: string): string {
  if (file.endsWith('.css')) return `<link rel="stylesheet" href="${assetUrl(file)}">`;
  return `<script type="module" src="${assetUrl(file)}"></script>`;
}
