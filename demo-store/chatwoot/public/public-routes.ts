import { type Context, Hono } from 'hono';
import type { Chatwoot } from '../chatwoot.ts';
import { frameworkError, json, unknownRoute } from '../http/answers.ts';
import { answerTo, crash } from '../http/failures.ts';
import { filledText, type Params, record } from '../http/params.ts';
import { type ParamsVariables, withParams } from '../http/with-params.ts';
import { addSession, findSession } from '../resources/contact-inboxes.ts';
import { createContact, identities, updateContact } from '../resources/contacts.ts';
import { hasIdentityHash, isIdentityHash } from '../resources/identity-hash.ts';
import { visitorName } from '../resources/visitor-names.ts';
import { type ApiInbox, accountOf, contactOf, found, isApiInbox } from '../state/find.ts';
import type { ContactInboxRow, ContactRow } from '../state/rows.ts';
import { now } from '../state/times.ts';
import { contactRowView, publicContactView } from '../views/contact-views.ts';
import { workingHoursView } from '../views/inbox-views.ts';
import { conversationRoutes } from './conversation-routes.ts';
import { withCors } from './cors.ts';

export type PublicEnv = { Variables: ParamsVariables & { inbox: ApiInbox; session: ContactInboxRow } };

/** `/public/api/v1/inboxes`: no token; whoever knows an API inbox's identifier may use it, from any origin. Rule 59. */
export function publicRoutes(chatwoot: Chatwoot): Hono<PublicEnv> {
  const app = new Hono<PublicEnv>();
  app.onError((error) => answerTo(error, () => frameworkError(404)));
  app.use(withCors);
  app.use(withParams);
  app.use('/:identifier/*', async (c, next) => {
    const inboxes = chatwoot.state.inboxes.filter(isApiInbox);
    c.set('inbox', found(inboxes.find((inbox) => inbox.channel.identifier === c.req.param('identifier'))));
    await next();
  });
  // A path segment with a dot reads as a file name: such a session can be made and never reached again.
  app.use('/:identifier/contacts/:source_id{.*\\..*}/*', async () => unknownRoute());
  app.use('/:identifier/contacts/:source_id/*', async (c, next) => {
    const session = found(findSession(chatwoot, c.var.inbox, c.req.param('source_id')));
    if (checkHash(c.var.inbox, c.var.params)) Object.assign(session, { hmac_verified: true, updated_at: now() });
    c.set('session', session);
    await next();
  });

  app.get('/:identifier', (c) => json(inboxView(c.var.inbox)));
  app.post('/:identifier/contacts', (c) => {
    const { inbox, params } = c.var;
    const session = findSession(chatwoot, inbox, filledText(params.source_id)) ?? newSession(chatwoot, inbox, params);
    chatwoot.changed();
    return json(publicContactView(contactOf(chatwoot, session), session));
  });
  app.get('/:identifier/contacts/:source_id', (c) => {
    chatwoot.changed();
    return json(publicContactView(contactOf(chatwoot, c.var.session), c.var.session));
  });
  app.patch('/:identifier/contacts/:source_id', (c) => json(changedContact(chatwoot, c)));
  app.route('/:identifier/contacts/:source_id/conversations', conversationRoutes(chatwoot));
  return app;
}

function inboxView(inbox: ApiInbox) {
  return {
    identifier: inbox.channel.identifier,
    identity_validation_enabled: inbox.channel.hmac_mandatory,
    name: inbox.name,
    timezone: inbox.timezone,
    working_hours: workingHoursView(inbox),
    working_hours_enabled: inbox.working_hours_enabled,
    csat_survey_enabled: inbox.csat_survey_enabled,
    greeting_enabled: inbox.greeting_enabled,
  };
}

/** A person who is known is taken as they are, never updated; a right hash does not yet verify the session. */
function newSession(chatwoot: Chatwoot, inbox: ApiInbox, params: Params): ContactInboxRow {
  checkHash(inbox, params);
  const contact = knownContact(chatwoot, inbox, params) ?? newContact(chatwoot, inbox, params);
  return addSession(chatwoot, contact, inbox, filledText(params.source_id));
}

function knownContact({ state }: Chatwoot, inbox: ApiInbox, params: Params): ContactRow | undefined {
  for (const identity of ['identifier', 'email', 'phone_number'] as const) {
    const given = filledText(params[identity]);
    const value = identity === 'email' ? given?.toLowerCase() : given;
    const known = state.contacts.find(
      (contact) => value !== undefined && contact.account_id === inbox.account_id && contact[identity] === value,
    );
    if (known !== undefined) return known;
  }
  return undefined;
}

function newContact(chatwoot: Chatwoot, inbox: ApiInbox, params: Params): ContactRow {
  const given = Object.fromEntries(identities.map((identity) => [identity, filledText(params[identity])]));
  return createContact(chatwoot, accountOf(chatwoot, inbox), {
    ...given,
    name: filledText(params.name) ?? visitorName(),
    custom_attributes: record(params.custom_attributes),
  });
}

/** The answer is the whole database row; `identifier` does not change here. */
function changedContact(chatwoot: Chatwoot, c: Context<PublicEnv>) {
  const contact = contactOf(chatwoot, c.var.session);
  const { name, email, phone_number, custom_attributes } = c.var.params;
  const given = { name, email, phone_number, custom_attributes };
  const changes = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
  updateContact(chatwoot, contact, changes);
  chatwoot.changed();
  return contactRowView(contact);
}

/** Seen live: a wrong hash, or a missing one where it is demanded, is a crash here and not a 401. */
function checkHash(inbox: ApiInbox, params: Params): boolean {
  if (!hasIdentityHash(params) && !inbox.channel.hmac_mandatory) return false;
  if (isIdentityHash(inbox.channel.hmac_token, params)) return true;
  throw crash('the identifier hash is not right');
}
