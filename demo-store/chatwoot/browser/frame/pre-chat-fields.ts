import type { ChannelConfig, PreChatField } from './widget-page-globals.ts';
import type { WidgetContact } from './widget-types.ts';

/** The fields to ask for: switched on by the inbox, and not known of this contact. */
export function preChatFields(channel: ChannelConfig, contact: WidgetContact): PreChatField[] {
  const known: Record<string, boolean | undefined> = {
    emailAddress: contact.has_email,
    // A visitor whom nobody named has a made-up name, so it counts only together with an address.
    fullName: contact.has_email && contact.has_name,
    phoneNumber: contact.has_phone_number,
  };
  return (channel.preChatFormOptions?.pre_chat_fields ?? []).filter((field) => field.enabled && !known[field.name]);
}

export function preChatContact(form: FormData): { name?: string; email?: string; phone_number?: string } {
  const answers = {
    name: form.get('fullName'),
    email: form.get('emailAddress'),
    phone_number: form.get('phoneNumber'),
  };
  return Object.fromEntries(
    Object.entries(answers).filter(([, answer]) => typeof answer === 'string' && answer !== ''),
  );
}
