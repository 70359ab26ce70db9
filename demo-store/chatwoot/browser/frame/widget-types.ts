import type { Attachment } from '../AttachedFile.tsx';

/** Messages and records as the widget API and `/cable` give them; only the fields that the frame reads. */
export interface WidgetMessage {
  id: number;
  content: string | null;
  /** 0 from the visitor, 1 from an agent, 2 activity, 3 template */
  message_type: number;
  content_type?: string;
  content_attributes?: {
    deleted?: boolean;
    items?: { title: string; value: string }[];
    submitted_email?: string;
    submitted_values?: { title: string; value: string }[];
  };
  /** epoch seconds */
  created_at: number;
  conversation_id: number;
  sender?: { name?: string; available_name?: string; avatar_url?: string };
  attachments?: Attachment[];
}

/** A message of this visitor that the server has not confirmed. */
export interface OutgoingMessage {
  localId: string;
  content: string;
  /** epoch seconds */
  createdAt: number;
  state: 'sending' | 'failed';
}

export interface WidgetConversation {
  id?: number;
  status?: string;
  /** epoch seconds, 0 before the visitor has seen anything */
  contact_last_seen_at?: number;
}

export interface WidgetContact {
  id?: number;
  has_email?: boolean;
  has_name?: boolean;
  has_phone_number?: boolean;
  identifier?: string | null;
}

export interface WidgetAgent {
  id: number;
  name: string;
  avatar_url: string;
  availability_status: string;
}

/** `config-set`, as the page sends it; what the page left out is absent. */
export interface FrameConfig {
  locale?: string;
  position?: 'left' | 'right';
  hideMessageBubble?: boolean;
  showPopoutButton?: boolean;
  widgetStyle?: 'standard' | 'flat';
  darkMode?: 'light' | 'auto' | 'dark';
  showUnreadMessagesDialog?: boolean;
  welcomeTitle?: string;
  welcomeDescription?: string;
  availableMessage?: string;
  unavailableMessage?: string;
  enableEndConversation?: boolean;
}
