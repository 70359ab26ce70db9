import { Hono } from 'hono';
import { typing } from '../cable/events.ts';
import type { Chatwoot } from '../chatwoot.ts';
import { head, json } from '../http/answers.ts';
import { emptyNotFound } from '../http/failures.ts';
import { record, texts } from '../http/params.ts';
import { changeStatus } from '../resources/conversation-status.ts';
import { replaceCustomAttributes, saveConversation, startConversation } from '../resources/conversations.ts';
import { identifyContact } from '../resources/identify-contact.ts';
import { markRead } from '../resources/messages.ts';
import type { ConversationRow } from '../state/rows.ts';
import { now } from '../state/times.ts';
import { contactRowView } from '../views/contact-views.ts';
import { visibleMessages, widgetConversationView } from '../views/conversation-views.ts';
import { visitorMessageView } from '../views/message-views.ts';
import { browserAttributes } from './browser-attributes.ts';
import { latestConversation, required, type Visitor } from './visitor.ts';
import { postVisitorMessage } from './visitor-message.ts';
import type { WidgetEnv } from './widget-routes.ts';

export function conversationRoutes(chatwoot: Chatwoot): Hono<WidgetEnv> {
  const app = new Hono<WidgetEnv>();
  const latest = (visitor: Visitor | undefined) => latestConversation(chatwoot, required(visitor));
  /** Without a conversation these routes answer 404 with an empty page. */
  function existing(visitor: Visitor | undefined): ConversationRow {
    const conversation = latest(visitor);
    if (conversation === undefined) throw emptyNotFound('text/html');
    return conversation;
  }

  app.get('/', (c) => {
    const conversation = latest(c.var.visitor);
    return json(conversation === undefined ? {} : widgetConversationView(conversation));
  });

  // The way of the pre-chat form: who, what and the attributes in one call. Believes the address (rule 65).
  app.post('/', (c) => {
    const { params } = c.var;
    const { contact: current, session } = required(c.var.visitor);
    const contact = identifyContact(chatwoot, current, record(params.contact) ?? {}, { keepsKnownName: true });
    const conversation = startConversation(chatwoot, session, {
      customAttributes: record(params.custom_attributes),
      additionalAttributes: browserAttributes(c.req.raw.headers, params),
    });
    postVisitorMessage(chatwoot, conversation, contact, params);
    chatwoot.changed();
    return json({
      ...widgetConversationView(conversation),
      messages: visibleMessages(chatwoot, conversation).map((message) => visitorMessageView(chatwoot, message)),
      custom_attributes: conversation.custom_attributes,
      contact: contactRowView(contact),
    });
  });

  // Rule 18: replaces them; before there is a conversation there is nothing to set.
  app.post('/set_custom_attributes', (c) => {
    replaceCustomAttributes(chatwoot, existing(c.var.visitor), record(c.var.params.custom_attributes) ?? {});
    chatwoot.changed();
    return head(204);
  });
  app.post('/destroy_custom_attributes', (c) => {
    const conversation = existing(c.var.visitor);
    const gone = texts(c.var.params.custom_attribute);
    const kept = Object.entries(conversation.custom_attributes).filter(([key]) => !gone.includes(key));
    saveConversation(chatwoot, conversation, { custom_attributes: Object.fromEntries(kept) });
    chatwoot.changed();
    return json(conversation);
  });

  app.post('/update_last_seen', (c) => {
    const conversation = latest(c.var.visitor);
    if (conversation !== undefined) {
      conversation.contact_last_seen_at = now();
      chatwoot.later(() => markRead(chatwoot, conversation));
    }
    chatwoot.changed();
    return head();
  });
  app.post('/toggle_typing', (c) => {
    typing(chatwoot, existing(c.var.visitor), c.var.params.typing_status === 'on', false);
    return head();
  });

  // A GET that resolves; only if the inbox lets visitors end a conversation.
  app.get('/toggle_status', (c) => {
    const { contact } = required(c.var.visitor);
    const conversation = existing(c.var.visitor);
    if (!c.var.inbox.channel.selected_feature_flags.includes('end_conversation')) return head(403);
    changeStatus(chatwoot, conversation, 'resolved', contact.name);
    chatwoot.changed();
    return head();
  });
  // Chatwoot mails the conversation to the visitor; the stand-in sends no mail.
  app.post('/transcript', (c) => head(latest(c.var.visitor) === undefined ? 429 : 200));
  return app;
}
