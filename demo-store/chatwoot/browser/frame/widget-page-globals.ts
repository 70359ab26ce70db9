/** What `/widget` writes into its page; the names are Chatwoot's. `pages/widget-page.ts` is the other side. */
declare global {
  interface Window {
    chatwootWebChannel: ChannelConfig;
    chatwootPubsubToken: string;
    authToken: string;
  }
}

/** The inbox as the frame knows it, posted to the page as `config.channelConfig`. */
export interface ChannelConfig {
  websiteName: string;
  websiteToken: string;
  widgetColor: string;
  welcomeTitle: string;
  welcomeTagline: string;
  avatarUrl?: string;
  locale?: string;
  replyTime?: string;
  enabledFeatures?: string[];
  preChatFormEnabled?: boolean;
  preChatFormOptions?: { pre_chat_message?: string; pre_chat_fields?: PreChatField[] };
  /** false: after a resolve the visitor has to start a new conversation. */
  allowMessagesAfterResolved?: boolean;
}

export interface PreChatField {
  name: string;
  type: string;
  label: string;
  enabled: boolean;
  required: boolean;
  field_type: string;
  placeholder?: string;
}
