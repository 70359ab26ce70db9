import { z } from 'zod';

/** The settings of an inbox that we read or write. Null: this kind of inbox has none, or it was never set. */
export interface InboxSettings {
  name: string;
  greetingEnabled: boolean | null;
  /** Chatwoot's two messages that ask an anonymous visitor for an address. */
  emailCollectEnabled: boolean | null;
  websiteUrl: string | null;
  /** `#1f93ff` */
  widgetColor: string | null;
  /** Whether `set_user` needs a signed identifier. */
  hmacMandatory: boolean | null;
  /** Goes into the frame's CSP as `frame-ancestors`; separated by commas, blank allows any page. */
  allowedDomains: string | null;
  preChatFormEnabled: boolean | null;
  continuityViaEmail: boolean | null;
}

const flag = z.boolean().nullish();
const text = z.string().nullish();

export const settingsWireSchema = z.object({
  name: z.string(),
  greeting_enabled: flag,
  enable_email_collect: flag,
  website_url: text,
  widget_color: text,
  hmac_mandatory: flag,
  allowed_domains: text,
  pre_chat_form_enabled: flag,
  continuity_via_email: flag,
});

export function settingsFromWire(wire: z.infer<typeof settingsWireSchema>): InboxSettings {
  return {
    name: wire.name,
    greetingEnabled: wire.greeting_enabled ?? null,
    emailCollectEnabled: wire.enable_email_collect ?? null,
    websiteUrl: wire.website_url ?? null,
    widgetColor: wire.widget_color ?? null,
    hmacMandatory: wire.hmac_mandatory ?? null,
    allowedDomains: wire.allowed_domains ?? null,
    preChatFormEnabled: wire.pre_chat_form_enabled ?? null,
    continuityViaEmail: wire.continuity_via_email ?? null,
  };
}

/** Answers have all settings side by side; requests want most of them under `channel`. */
export function settingsToWire(settings: Partial<InboxSettings>, channel: { type?: string } = {}) {
  const inChannel = withoutUndefined({
    ...channel,
    website_url: settings.websiteUrl,
    widget_color: settings.widgetColor,
    hmac_mandatory: settings.hmacMandatory,
    allowed_domains: settings.allowedDomains,
    pre_chat_form_enabled: settings.preChatFormEnabled,
    continuity_via_email: settings.continuityViaEmail,
  });
  return withoutUndefined({
    name: settings.name,
    greeting_enabled: settings.greetingEnabled,
    enable_email_collect: settings.emailCollectEnabled,
    channel: Object.keys(inChannel).length > 0 ? inChannel : undefined,
  });
}

function withoutUndefined(record: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined));
}
