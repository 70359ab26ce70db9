/** The door to Chatwoot: typed clients of its Platform, Application and Widget API. */
export { type AccountClient, createAccountClient } from './account-client.ts';
export type { AttributeDefinition } from './attribute-definitions.ts';
export { type Breakers, createBreakers } from './breakers.ts';
export { ChatwootError, isChatwootError } from './chatwoot-error.ts';
export type { Conversation } from './conversations.ts';
export type { InboxSettings } from './inbox-settings.ts';
export type { Inbox } from './inboxes.ts';
export type { Message } from './messages.ts';
export { createPlatformClient, type PlatformAccount, type PlatformClient } from './platform-client.ts';
export { createPublicClient, type PublicClient, type PublicContact } from './public-client.ts';
export { reasonOf } from './reason-of.ts';
export { readVersion } from './version.ts';
export type { Webhook } from './webhooks.ts';
export { createWidgetClient, type Visitor, type WidgetClient } from './widget-client.ts';
export type { WorkingHours } from './working-hours.ts';
