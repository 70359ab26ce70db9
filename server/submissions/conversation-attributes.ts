import type { Submission } from './accept-submission.ts';

const maxLength = 1500;

/** What agents see beside the conversation. Visitors can read it too: nothing here is a secret of the shop. */
export function conversationAttributes(submission: Submission): Record<string, string> {
  const { reference, page, reason, locale, writtenAt, contactEmail, contactName } = submission;
  const given = {
    storefront_reference: reference,
    storefront_page: page?.url,
    storefront_reason: reason,
    storefront_locale: locale,
    storefront_written_at: writtenAt.toISOString(),
    // Claimed, not proven: the definition's name in Chatwoot says so.
    storefront_reply_address: contactName && contactEmail ? `${contactName} <${contactEmail}>` : contactEmail,
  };
  const present = Object.entries(given).flatMap(([key, value]) => (value ? [[key, value.slice(0, maxLength)]] : []));
  return Object.fromEntries(present);
}
