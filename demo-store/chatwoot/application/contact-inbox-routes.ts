import { Hono } from 'hono';
import type { Chatwoot } from '../chatwoot.ts';
import { json } from '../http/answers.ts';
import { emptyNotFound } from '../http/failures.ts';
import { int } from '../http/params.ts';
import { findSession } from '../resources/contact-inboxes.ts';
import { contactOf } from '../state/find.ts';
import { contactWithSessions } from '../views/contact-views.ts';
import type { ApplicationEnv } from './caller.ts';

export function contactInboxRoutes(chatwoot: Chatwoot): Hono<ApplicationEnv> {
  const app = new Hono<ApplicationEnv>();

  // Whose session is this? The answer to "nobody's" is an empty 404.
  app.post('/filter', (c) => {
    const { inbox_id, source_id } = c.var.params;
    const inbox = chatwoot.state.inboxes.find(
      (row) => row.id === int(inbox_id) && row.account_id === c.var.caller.account.id,
    );
    const session = inbox && findSession(chatwoot, inbox, source_id);
    if (session === undefined) throw emptyNotFound();
    return json(contactWithSessions(chatwoot, contactOf(chatwoot, session)));
  });
  return app;
}
