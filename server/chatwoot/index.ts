/** The door to Chatwoot: typed clients of its Platform, Application and Widget API. */
export { type AccountClient, type AccountSettings, createAccountClient } from './account-client.ts';
export type { AttributeDefinition } from './attribute-definitions.ts';
export { ChatwootError, type ChatwootErrorKind, isChatwootError } from './chatwoot-error.ts';
export type { Contact, ContactFields } from './contacts.ts';
export type { Conversation, NewConversation } from './conversations.ts';
export type { InboxSettings } from './inbox-settings.ts';
export type { Inbox } from './inboxes.ts';
export type { Message, MessageDirection, NewMessage } from './messages.ts';
export { createPlatformClient, type PlatformAccount, type PlatformClient } from './platform-client.ts';
export { reasonOf } from './reason-of.ts';
export type { Connection } from './send.ts';
export { readVersion } from './version.ts';
export {
  createWidgetClient,
  type Visitor,
  type WidgetClient,
  type WidgetConfig,
  type WidgetMessage,
} from './widget-client.ts';
