import { Hono } from 'hono';
import type { Chatwoot } from '../chatwoot.ts';
import { json } from '../http/answers.ts';
import { int } from '../http/params.ts';
import { mergeContacts } from '../resources/merge-contacts.ts';
import { findInAccount } from '../state/find.ts';
import { contactView } from '../views/contact-views.ts';
import type { ApplicationEnv } from './caller.ts';

export function mergeRoutes(chatwoot: Chatwoot): Hono<ApplicationEnv> {
  const app = new Hono<ApplicationEnv>();

  app.post('/contact_merge', (c) => {
    const { contacts } = chatwoot.state;
    const { id } = c.var.caller.account;
    const base = findInAccount(contacts, id, int(c.var.params.base_contact_id));
    const mergee = findInAccount(contacts, id, int(c.var.params.mergee_contact_id));
    mergeContacts(chatwoot, base, mergee);
    chatwoot.changed();
    return json(contactView(chatwoot, base));
  });
  return app;
}
