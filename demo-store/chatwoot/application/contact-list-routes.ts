import { Hono } from 'hono';
import type { Chatwoot } from '../chatwoot.ts';
import { json } from '../http/answers.ts';
import { crash } from '../http/failures.ts';
import { filledText, int, type Params, text, texts } from '../http/params.ts';
import { findOrAddSession } from '../resources/contact-inboxes.ts';
import {
  contactsPerPage,
  currentPage,
  filterContacts,
  knownContacts,
  pageNumber,
  pageOf,
  searchContacts,
  sortContacts,
} from '../resources/contact-lists.ts';
import { createContact } from '../resources/contacts.ts';
import { inboxInAccount } from '../resources/inboxes.ts';
import type { ContactRow } from '../state/rows.ts';
import { contactView, contactWithSessions } from '../views/contact-views.ts';
import type { ApplicationEnv, Caller } from './caller.ts';

export function contactListRoutes(chatwoot: Chatwoot): Hono<ApplicationEnv> {
  const app = new Hono<ApplicationEnv>();

  app.get('/', (c) => {
    const { params, caller } = c.var;
    const labels = texts(params.labels);
    const contacts = knownContacts(chatwoot, caller.account).filter(
      (contact) => labels.length === 0 || labels.some((label) => contact.labels.includes(label)),
    );
    return json(pageOfContacts(chatwoot, sortContacts(contacts, params.sort), params));
  });

  app.get('/search', (c) => {
    const { params, caller } = c.var;
    const query = filledText(params.q);
    if (query === undefined) return json({ meta: { count: null, current_page: 1, has_more: null }, payload: [] });
    const page = pageNumber(params);
    const all = sortContacts(searchContacts(chatwoot, caller.account, query), params.sort);
    const { payload } = pageOfContacts(chatwoot, all, params);
    const has_more = all.length > page * contactsPerPage;
    // Rule 35: `count` is the rows of this page, not all that were found.
    return json({ meta: { count: payload.length, current_page: currentPage(params), has_more }, payload });
  });

  app.post('/filter', (c) => {
    const { params, caller } = c.var;
    return json(pageOfContacts(chatwoot, filterContacts(chatwoot, caller.account, params.payload), params));
  });

  app.post('/', (c) => {
    const { params, caller } = c.var;
    const contact = createContact(chatwoot, caller.account, params);
    const contact_inbox = firstSession(chatwoot, caller, contact, params);
    chatwoot.changed();
    return json({ payload: { contact: contactWithSessions(chatwoot, contact), contact_inbox } });
  });
  return app;
}

function pageOfContacts(chatwoot: Chatwoot, contacts: ContactRow[], params: Params) {
  const view = text(params.include_contact_inboxes) === 'false' ? contactView : contactWithSessions;
  return {
    meta: { count: contacts.length, current_page: currentPage(params) },
    payload: pageOf(contacts, pageNumber(params), contactsPerPage).map((contact) => view(chatwoot, contact)),
  };
}

/** With an `inbox_id` the new contact gets a session there at once. */
function firstSession(chatwoot: Chatwoot, { account }: Caller, contact: ContactRow, params: Params) {
  if (int(params.inbox_id) === undefined) return { inbox: null, source_id: null };
  const inbox = inboxInAccount(chatwoot, account, int(params.inbox_id));
  const session = findOrAddSession(chatwoot, contact, inbox, { sourceId: filledText(params.source_id) });
  if (session === 'taken') throw crash('a source_id of another contact');
  const { channel: _, working_hours: __, member_ids: ___, ...row } = inbox;
  return { inbox: row, source_id: session.source_id };
}
