/**
 * The rows of the stand-in's database, in Chatwoot's own column names, so that what is read here can be found there.
 * All times are ISO 8601 with milliseconds, UTC; the views turn them into what each API shows.
 */

export type Attributes = Record<string, unknown>;
export type Role = 'agent' | 'administrator';
export type Availability = 'online' | 'busy' | 'offline';
export type ConversationStatus = 'open' | 'resolved' | 'pending' | 'snoozed';
export type Priority = 'low' | 'medium' | 'high' | 'urgent';

export type AccountRow = {
  id: number;
  name: string;
  locale: string;
  domain: string | null;
  support_email: string | null;
  status: 'active' | 'suspended';
  /** Names of the features that are switched on. */
  features: string[];
  limits: Attributes;
  custom_attributes: Attributes;
  settings: Attributes;
  /** The number that this account's newest conversation got (rule 37). */
  last_display_id: number;
  created_at: string;
};

export type UserRow = {
  id: number;
  name: string;
  display_name: string | null;
  email: string;
  /** Salted and hashed; null for users who were invited and never set one. */
  password: string | null;
  is_confirmed: boolean;
  custom_attributes: Attributes;
  access_token: string;
  pubsub_token: string;
  /** Open login links (rule 26): each token signs in once. */
  sso_tokens: { token: string; expires_at: string }[];
};

export type AccountUserRow = {
  id: number;
  account_id: number;
  user_id: number;
  role: Role;
  availability: Availability;
  auto_offline: boolean;
  created_at: string;
  updated_at: string;
};

export type WorkingHours = {
  id: number;
  day_of_week: number;
  closed_all_day: boolean;
  open_hour: number | null;
  open_minutes: number | null;
  close_hour: number | null;
  close_minutes: number | null;
  open_all_day: boolean;
  created_at: string;
  updated_at: string;
};

export type WebWidgetChannel = {
  type: 'Channel::WebWidget';
  website_url: string;
  widget_color: string;
  website_token: string;
  hmac_token: string;
  hmac_mandatory: boolean;
  allowed_domains: string;
  welcome_title: string | null;
  welcome_tagline: string | null;
  reply_time: string;
  pre_chat_form_enabled: boolean;
  pre_chat_form_options: Attributes;
  continuity_via_email: boolean;
  selected_feature_flags: string[];
};

export type ApiChannel = {
  type: 'Channel::Api';
  identifier: string;
  hmac_token: string;
  hmac_mandatory: boolean;
  webhook_url: string | null;
  secret: string;
  additional_attributes: Attributes;
};

export type InboxRow = {
  id: number;
  account_id: number;
  channel_id: number;
  name: string;
  channel: WebWidgetChannel | ApiChannel;
  greeting_enabled: boolean;
  greeting_message: string | null;
  enable_email_collect: boolean;
  csat_survey_enabled: boolean;
  csat_config: Attributes;
  enable_auto_assignment: boolean;
  working_hours_enabled: boolean;
  out_of_office_message: string | null;
  timezone: string;
  allow_messages_after_resolved: boolean;
  lock_to_single_conversation: boolean;
  sender_name_type: string;
  business_name: string | null;
  working_hours: WorkingHours[];
  member_ids: number[];
};

export type ContactRow = {
  id: number;
  account_id: number;
  name: string;
  email: string | null;
  phone_number: string | null;
  identifier: string | null;
  blocked: boolean;
  additional_attributes: Attributes;
  custom_attributes: Attributes;
  labels: string[];
  last_activity_at: string | null;
  created_at: string;
  updated_at: string;
};

/** A visitor's standing in one inbox: Chatwoot calls it contact inbox, we say session. */
export type ContactInboxRow = {
  id: number;
  contact_id: number;
  inbox_id: number;
  source_id: string;
  hmac_verified: boolean;
  pubsub_token: string;
  created_at: string;
  updated_at: string;
};

export type ConversationRow = {
  id: number;
  /** The `id` that every API shows: counts per account (rule 37). */
  display_id: number;
  uuid: string;
  account_id: number;
  inbox_id: number;
  contact_id: number;
  contact_inbox_id: number;
  status: ConversationStatus;
  priority: Priority | null;
  assignee_id: number | null;
  team_id: number | null;
  labels: string[];
  custom_attributes: Attributes;
  additional_attributes: Attributes;
  snoozed_until: string | null;
  waiting_since: string | null;
  first_reply_created_at: string | null;
  agent_last_seen_at: string | null;
  contact_last_seen_at: string | null;
  last_activity_at: string;
  created_at: string;
  updated_at: string;
};

export const messageTypes = ['incoming', 'outgoing', 'activity', 'template'] as const;
export type MessageType = (typeof messageTypes)[number];

export type AttachmentRow = {
  id: number;
  file_name: string;
  content_type: string;
  file_size: number;
};

export type MessageRow = {
  id: number;
  account_id: number;
  inbox_id: number;
  conversation_id: number;
  content: string | null;
  message_type: MessageType;
  content_type: string;
  content_attributes: Attributes;
  private: boolean;
  status: string;
  source_id: string | null;
  sender_type: 'Contact' | 'User' | null;
  sender_id: number | null;
  attachments: AttachmentRow[];
  created_at: string;
  updated_at: string;
};

export type WebhookRow = {
  id: number;
  account_id: number;
  inbox_id: number | null;
  name: string | null;
  url: string;
  subscriptions: string[];
  secret: string;
};

export type NoteRow = {
  id: number;
  account_id: number;
  contact_id: number;
  user_id: number;
  content: string;
  created_at: string;
};

export type AttributeDefinitionRow = {
  id: number;
  account_id: number;
  attribute_display_name: string;
  attribute_display_type: string;
  attribute_description: string | null;
  attribute_key: string;
  attribute_model: string;
  attribute_values: unknown[];
  regex_pattern: string | null;
  regex_cue: string | null;
  created_at: string;
  updated_at: string;
};

export type LabelRow = {
  id: number;
  account_id: number;
  title: string;
  description: string | null;
  color: string;
  show_on_sidebar: boolean | null;
};

export type TeamRow = {
  id: number;
  account_id: number;
  name: string;
  description: string | null;
  allow_auto_assign: boolean;
  member_ids: number[];
  created_at: string;
  updated_at: string;
};
