import type { Attachment } from '../AttachedFile.tsx';

/** Records as the Application API and `/cable` give them; only the fields that the desk shows. */
export interface DeskMessage {
  id: number;
  content: string | null;
  /** 0 from the visitor, 1 from an agent, 2 activity, 3 template */
  message_type: number;
  private: boolean;
  content_type?: string;
  content_attributes?: { deleted?: boolean };
  /** epoch seconds */
  created_at: number;
  conversation_id: number;
  sender?: { name?: string; available_name?: string; avatar_url?: string; thumbnail?: string };
  attachments?: Attachment[];
  echo_id?: string;
  /** Only on the socket: how the message left its conversation. */
  conversation?: { unread_count: number };
}

/** A reply that the server has not confirmed. */
export interface PendingReply {
  echoId: string;
  conversationId: number;
  content: string;
  isPrivate: boolean;
  /** epoch seconds */
  createdAt: number;
  state: 'sending' | 'failed';
}

export type ConversationStatus = 'open' | 'pending' | 'resolved' | 'snoozed';

export interface DeskConversation {
  id: number;
  status: ConversationStatus;
  unread_count: number;
  /** epoch seconds */
  last_activity_at: number;
  created_at: number;
  labels: string[];
  custom_attributes: Record<string, unknown>;
  additional_attributes: ConversationFacts;
  messages: DeskMessage[];
  last_non_activity_message?: DeskMessage | null;
  meta: { sender: DeskContact; hmac_verified?: boolean; assignee?: { name: string } | null };
}

/** Where and with what the visitor writes. */
export interface ConversationFacts {
  browser?: { browser_name?: string; browser_version?: string; platform_name?: string };
  browser_language?: string;
  referer?: string;
}

export interface DeskContact {
  id: number;
  name: string | null;
  email: string | null;
  phone_number: string | null;
  identifier: string | null;
  thumbnail?: string;
  custom_attributes?: Record<string, unknown>;
  additional_attributes?: Record<string, unknown>;
}

/** Someone who may be entered as, from `/app/agents.json`. */
export interface AgentEntry {
  id: number;
  name: string;
  email: string;
  accounts: { id: number; name: string; role: string }[];
  /** A login link; its token works once, for five minutes. */
  url: string;
}

/** What an account calls one of its attributes. */
export interface AttributeDefinition {
  attribute_key: string;
  attribute_display_name: string;
}
