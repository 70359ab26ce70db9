import { Hono } from 'hono';
import type { Chatwoot } from '../chatwoot.ts';
import { json } from '../http/answers.ts';
import { refused } from '../http/failures.ts';
import { filledText, type Params, record, texts } from '../http/params.ts';
import { destroyAttributes } from '../resources/contacts.ts';
import { identifyContact } from '../resources/identify-contact.ts';
import { hasIdentityHash, isIdentityHash } from '../resources/identity-hash.ts';
import type { WebWidgetInbox } from '../state/find.ts';
import { now } from '../state/times.ts';
import { contactRowView, widgetContactView } from '../views/contact-views.ts';
import { newVisitor, required, tokenOf, type Visitor } from './visitor.ts';
import type { WidgetEnv } from './widget-routes.ts';

export function contactRoutes(chatwoot: Chatwoot): Hono<WidgetEnv> {
  const app = new Hono<WidgetEnv>();

  app.get('/', (c) => {
    const { contact } = required(c.var.visitor);
    return json({ ...widgetContactView(contact), identifier: contact.identifier });
  });

  // Rule 65 (T15, T36): identifier and e-mail are believed without a hash, even when the inbox demands one.
  app.patch('/', (c) => {
    const contact = identifyContact(chatwoot, required(c.var.visitor).contact, c.var.params);
    chatwoot.changed();
    return json(widgetContactView(contact));
  });

  app.patch('/set_user', (c) => {
    const { inbox, params } = c.var;
    const current = required(c.var.visitor);
    const isProven = checkIdentity(inbox, params);
    const isSwitch = isAnotherIdentifier(current, params);
    const visitor = isSwitch ? newVisitor(chatwoot, inbox) : current;
    if (isProven) Object.assign(visitor.session, { hmac_verified: true, updated_at: now() });
    const contact = identifyContact(chatwoot, visitor.contact, params);
    chatwoot.changed();
    return json({
      ...widgetContactView(contact),
      ...(isSwitch ? { widget_auth_token: tokenOf(chatwoot, visitor) } : {}),
    });
  });

  app.post('/destroy_custom_attributes', (c) => {
    const { contact } = required(c.var.visitor);
    destroyAttributes(chatwoot, contact, texts(c.var.params.custom_attributes));
    chatwoot.changed();
    return json(contactRowView(contact));
  });
  return app;
}

/**
 * Rule 14: a hash that is there has to be right, and one has to be there when the inbox demands it. Only a request with
 * attributes and no identifier goes unchecked. Says whether the identifier is proven.
 */
function checkIdentity(inbox: WebWidgetInbox, params: Params): boolean {
  if (!hasIdentityHash(params) && !inbox.channel.hmac_mandatory) return false;
  const hasAttributes = Object.keys(record(params.custom_attributes) ?? {}).length > 0;
  if (hasAttributes && filledText(params.identifier) === undefined) return false;
  if (isIdentityHash(inbox.channel.hmac_token, params)) return true;
  throw refused(401, 'HMAC failed: Invalid Identifier Hash Provided');
}

/** Rule 15: somebody else signs in here: a new contact and session. Compared with its type, so 42 is not "42" (T3). */
function isAnotherIdentifier({ contact }: Visitor, params: Params): boolean {
  return Boolean(contact.identifier) && contact.identifier !== params.identifier;
}
