import { Hono } from 'hono';
import type { Chatwoot } from '../chatwoot.ts';
import { html, json, recordNotFound } from '../http/answers.ts';
import { answerTo } from '../http/failures.ts';
import { renderWidgetPage } from '../pages/widget-page.ts';
import { weightFileNames } from '../realistic-weight.ts';
import type { WebWidgetInbox } from '../state/find.ts';
import { pageChannelConfig } from './channel-config.ts';
import { checkActive, newVisitor, tokenOf, visitorOf, websiteInbox } from './visitor.ts';

/** `GET /widget`: the page inside the iframe. */
export function pageRoutes(chatwoot: Chatwoot): Hono {
  const app = new Hono();
  app.onError((error) => answerTo(error, recordNotFound));

  app.get('/', (c) => {
    const inbox = websiteInbox(chatwoot, c.req.query('website_token'));
    // Rule 1: these answers keep the header that forbids framing, so the page sees an empty frame.
    if (inbox === undefined) return json({ error: 'web widget does not exist' }, 404);
    checkActive(chatwoot, inbox);

    // Rule 2: whoever comes without a good token is somebody new, at every page view (T13).
    const visitor = visitorOf(chatwoot, inbox, c.req.query('cw_conversation')) ?? newVisitor(chatwoot, inbox);
    chatwoot.changed();
    const page = renderWidgetPage({
      channelConfig: pageChannelConfig(chatwoot, inbox),
      authToken: tokenOf(chatwoot, visitor),
      pubsubToken: visitor.session.pubsub_token,
      filesBeforeApp: chatwoot.hasRealisticWeight ? weightFileNames : [],
    });
    return html(page, frameHeaders(inbox, c.req.header('origin')));
  });
  return app;
}

/**
 * Rule 3: the inbox's domains go into `frame-ancestors` as they are, with the older header beside it; without any, every
 * site may frame. `allow_mobile_webview` skips the check when there is no `Origin`, and an iframe never sends one.
 */
function frameHeaders({ channel }: WebWidgetInbox, origin: string | undefined): Record<string, string> {
  const domains = channel.allowed_domains.split(',').map((domain) => domain.trim());
  const isForAll = domains.every((domain) => domain === '');
  const isSkipped = channel.selected_feature_flags.includes('allow_mobile_webview') && origin === undefined;
  if (isForAll || isSkipped) return {};
  return {
    'content-security-policy': `frame-ancestors ${domains.join(' ')}`,
    'x-frame-options': 'SAMEORIGIN',
  };
}
