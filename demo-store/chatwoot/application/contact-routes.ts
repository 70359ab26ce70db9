import { type Context, Hono } from 'hono';
import type { Chatwoot } from '../chatwoot.ts';
import { head, json } from '../http/answers.ts';
import { crash } from '../http/failures.ts';
import { bool, filledText, int, text, texts } from '../http/params.ts';
import { underRootKey } from '../http/with-params.ts';
import { findOrAddSession } from '../resources/contact-inboxes.ts';
import { deleteContact, destroyAttributes, saveContact, updateContact } from '../resources/contacts.ts';
import { latestFirst } from '../resources/conversation-lists.ts';
import { isVisibleTo } from '../resources/conversations.ts';
import { inboxInAccount } from '../resources/inboxes.ts';
import { addNote, noteView } from '../resources/notes.ts';
import { findInAccount } from '../state/find.ts';
import { contactWithSessions, sessionView } from '../views/contact-views.ts';
import { conversationView } from '../views/conversation-views.ts';
import { inboxSummary } from '../views/inbox-views.ts';
import { type ApplicationEnv, administratorOnly } from './caller.ts';

const mostConversations = 20;

/** `/contacts/:contact_id`. */
export function contactRoutes(chatwoot: Chatwoot): Hono<ApplicationEnv> {
  const { state } = chatwoot;
  const app = new Hono<ApplicationEnv>();
  const find = (c: Context<ApplicationEnv>) =>
    findInAccount(state.contacts, c.var.caller.account.id, int(c.req.param('contact_id')));

  app.get('/', (c) => json({ payload: contactWithSessions(chatwoot, find(c)) }));
  app.on(['PATCH', 'PUT'], '/', (c) => {
    const contact = find(c);
    updateContact(chatwoot, contact, c.var.params);
    chatwoot.changed();
    return json({ payload: contactWithSessions(chatwoot, contact) });
  });
  app.delete('/', administratorOnly, (c) => {
    deleteContact(chatwoot, find(c));
    chatwoot.changed();
    return head();
  });
  app.post('/destroy_custom_attributes', (c) => {
    const contact = find(c);
    destroyAttributes(chatwoot, contact, texts(c.var.params.custom_attributes));
    chatwoot.changed();
    return json({ payload: contactWithSessions(chatwoot, contact) });
  });

  app.post('/contact_inboxes', (c) => {
    const contact = find(c);
    const inbox = inboxInAccount(chatwoot, c.var.caller.account, int(c.var.params.inbox_id));
    const session = findOrAddSession(chatwoot, contact, inbox, {
      sourceId: filledText(c.var.params.source_id),
      hmacVerified: bool(c.var.params.hmac_verified),
    });
    // Rule 40: here the database refuses it, so 500.
    if (session === 'taken') throw crash('a source_id of another contact');
    chatwoot.changed();
    return json(sessionView(chatwoot, session));
  });
  app.get('/contactable_inboxes', (c) => {
    const { account_id } = find(c);
    const inboxes = state.inboxes.filter(
      (inbox) => inbox.account_id === account_id && inbox.channel.type === 'Channel::Api',
    );
    return json({ payload: inboxes.map((inbox) => ({ source_id: null, inbox: inboxSummary(inbox) })) });
  });
  app.get('/conversations', (c) => {
    const { id } = find(c);
    const { user, isAdministrator } = c.var.caller;
    const visible = state.conversations.filter(
      (row) => row.contact_id === id && isVisibleTo(chatwoot, row, user, isAdministrator),
    );
    const latest = latestFirst(visible).slice(0, mostConversations);
    return json({ payload: latest.map((row) => conversationView(chatwoot, row)) });
  });

  // Rule 36: the whole set again.
  app.get('/labels', (c) => json({ payload: find(c).labels }));
  app.post('/labels', (c) => {
    const contact = find(c);
    saveContact(chatwoot, contact, { labels: [...new Set(texts(c.var.params.labels))] });
    chatwoot.changed();
    return json({ payload: contact.labels });
  });

  app.get('/notes', (c) => {
    const { id } = find(c);
    return json(state.notes.filter((note) => note.contact_id === id).map((note) => noteView(chatwoot, note)));
  });
  app.post('/notes', (c) => {
    const { content } = underRootKey('note', c.var);
    const note = addNote(chatwoot, find(c), c.var.caller.user, text(content) ?? '');
    chatwoot.changed();
    return json(noteView(chatwoot, note));
  });
  return app;
}
