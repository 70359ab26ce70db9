import { attributesLabelsTeamsPreparations } from './attributes-labels-teams.ts';
import type { Preparations } from './calls.ts';
import { contactsPreparations } from './contacts.ts';
import { conversationsPreparations } from './conversations.ts';
import { errorsPreparations } from './errors.ts';
import { inboxesPreparations } from './inboxes.ts';
import { messagesPreparations } from './messages.ts';
import { platformPreparations } from './platform.ts';
import { publicApiPreparations } from './public-api.ts';
import { webhooksApiPreparations } from './webhooks-api.ts';
import { widgetApiPreparations } from './widget-api.ts';

/** The calls that the recordings left out, by the file that needs them. */
export const preparations: Record<string, Preparations> = {
  platform: platformPreparations,
  inboxes: inboxesPreparations,
  contacts: contactsPreparations,
  conversations: conversationsPreparations,
  messages: messagesPreparations,
  'widget-api': widgetApiPreparations,
  'public-api': publicApiPreparations,
  'attributes-labels-teams': attributesLabelsTeamsPreparations,
  'webhooks-api': webhooksApiPreparations,
  errors: errorsPreparations,
};
