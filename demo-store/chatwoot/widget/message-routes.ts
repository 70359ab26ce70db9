import { Hono } from 'hono';
import type { Chatwoot } from '../chatwoot.ts';
import { json } from '../http/answers.ts';
import { filledText, int, type Params, record, texts } from '../http/params.ts';
import { startConversation } from '../resources/conversations.ts';
import { identifyContact } from '../resources/identify-contact.ts';
import { changeMessage, pageOfMessages } from '../resources/messages.ts';
import { found, messagesOf } from '../state/find.ts';
import type { ContactRow, ConversationRow, MessageRow } from '../state/rows.ts';
import { epoch } from '../state/times.ts';
import { contactRowView } from '../views/contact-views.ts';
import { visibleMessages } from '../views/conversation-views.ts';
import { visitorMessageView, widgetSentView } from '../views/message-views.ts';
import { browserAttributes } from './browser-attributes.ts';
import { conversationsOf, latestConversation, required, type Visitor } from './visitor.ts';
import { postVisitorMessage } from './visitor-message.ts';
import type { WidgetEnv } from './widget-routes.ts';

export function messageRoutes(chatwoot: Chatwoot): Hono<WidgetEnv> {
  const app = new Hono<WidgetEnv>();

  // The newest 20, oldest first; up to 100 after an id.
  app.get('/', (c) => {
    const conversation = latestConversation(chatwoot, required(c.var.visitor));
    const visible = conversation === undefined ? [] : visibleMessages(chatwoot, conversation);
    const page = pageOfMessages(visible, { before: int(c.var.params.before), after: int(c.var.params.after) });
    return json({
      payload: page.map((message) => visitorMessageView(chatwoot, message)),
      meta: { contact_last_seen_at: epoch(conversation?.contact_last_seen_at ?? null) },
    });
  });

  app.post('/', (c) => {
    const visitor = required(c.var.visitor);
    const conversation =
      latestConversation(chatwoot, visitor) ?? firstConversation(chatwoot, visitor, c.req.raw.headers, c.var.params);
    const message = postVisitorMessage(chatwoot, conversation, visitor.contact, c.var.params);
    chatwoot.changed();
    return json(widgetSentView(chatwoot, message));
  });

  // Answers to interactive messages. An e-mail address moves the session to whoever has it (rule 65).
  app.patch('/:id', (c) => {
    const visitor = required(c.var.visitor);
    const message = findMessage(chatwoot, visitor, int(c.req.param('id')));
    const contact = takeAnswer(chatwoot, visitor, message, c.var.params);
    chatwoot.changed();
    return json({ contact: contactRowView(contact) });
  });
  return app;
}

/** Rule 18: attributes and labels that waited in the frame count now, and only now; labels only if defined (rule 19). */
function firstConversation(chatwoot: Chatwoot, visitor: Visitor, headers: Headers, params: Params): ConversationRow {
  const defined = definedLabels(chatwoot, visitor.contact);
  return startConversation(chatwoot, visitor.session, {
    customAttributes: record(params.custom_attributes),
    labels: texts(params.labels).filter((label) => defined.includes(label)),
    additionalAttributes: browserAttributes(headers, params),
  });
}

export function definedLabels({ state }: Chatwoot, contact: ContactRow): string[] {
  return state.labels.filter((label) => label.account_id === contact.account_id).map((label) => label.title);
}

function findMessage(chatwoot: Chatwoot, visitor: Visitor, id: number | undefined): MessageRow {
  const messages = conversationsOf(chatwoot, visitor).flatMap((conversation) => messagesOf(chatwoot, conversation));
  return found(messages.find((message) => message.id === id));
}

function takeAnswer(chatwoot: Chatwoot, visitor: Visitor, message: MessageRow, params: Params): ContactRow {
  const email = filledText(record(params.contact)?.email);
  if (message.content_type === 'input_email' && email !== undefined) {
    const attributes = { ...message.content_attributes, submitted_email: email };
    changeMessage(chatwoot, message, { content_attributes: attributes });
    const claim = { email, name: email.split('@')[0] };
    return identifyContact(chatwoot, visitor.contact, claim, { keepsKnownName: true });
  }
  const submitted = record(params.message)?.submitted_values;
  if (submitted !== undefined) {
    const attributes = { ...message.content_attributes, submitted_values: submitted };
    changeMessage(chatwoot, message, { content_attributes: attributes });
  }
  return visitor.contact;
}
