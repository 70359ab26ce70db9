import type { FormField } from '../../contract/form.ts';
import type { CartSummary, Consent } from '../../contract/submissions.ts';
import type { ServedStore } from '../stores/index.ts';
import type { Submission } from './accept-submission.ts';

/** Chatwoot refuses longer ones. */
export const maxAttributeLength = 1500;

type Attributes = Record<string, string>;
type AttributeStore = Pick<ServedStore, 'form' | 'locale'>;

/**
 * What agents see beside the conversation, of one message. Visitors can read it too: nothing here is a secret of the
 * shop. A file says nothing: the words that it goes with have.
 */
export function conversationAttributes(submission: Submission, store: AttributeStore): Attributes {
  const { fileId, reference, page, reason, locale, writtenAt, contactEmail, contactName, cart, consent } = submission;
  if (fileId !== null) return {};
  return present({
    storefront_reference: reference,
    storefront_page: page?.url,
    storefront_reason: reason,
    storefront_locale: locale,
    storefront_written_at: writtenAt.toISOString(),
    storefront_cart: cart && describeCart(cart),
    storefront_answers: describeAnswers(submission, store),
    storefront_consent: consent && describeConsent(consent),
    // Claimed, not proven: the definition's name in Chatwoot says so.
    storefront_reply_address: contactName && contactEmail ? `${contactName} <${contactEmail}>` : contactEmail,
  });
}

/** What the whole conversation says, not its last message alone. @param isProven the shop has vouched for who writes. */
export function conversationStanding(
  { storefront_reply_address: address }: Record<string, unknown>,
  isProven: boolean,
) {
  const inChat = isProven
    ? 'chat only: no address given, the shop knows the customer’s'
    : 'chat only: no address given';
  return {
    storefront_sender: isProven ? 'known customer, proven by the shop' : 'guest, unproven',
    storefront_reply_by: typeof address === 'string' ? cut(`mail to ${address} (unproven)`) : inChat,
  };
}

/** Answers to the store's own questions, in its own words: `Subject: Returns · Order number: 4711`. */
export function describeAnswers({ answers }: Submission, { form, locale }: AttributeStore): string | null {
  const fields = form.fields ?? [];
  const labelled = Object.entries(answers ?? {}).map(([key, value]) => {
    const field = fields.find((one) => one.key === key);
    return `${field?.label[locale] ?? key}: ${choiceLabel(field, value, locale)}`;
  });
  return labelled.length > 0 ? labelled.join(' · ') : null;
}

function choiceLabel(field: FormField | undefined, value: string, locale: string): string {
  return field?.choices?.find((choice) => choice.value === value)?.label[locale] ?? value;
}

function describeCart({ items, total, currency }: CartSummary): string {
  const format = new Intl.NumberFormat('en', { style: 'currency', currency });
  const digits = format.resolvedOptions().maximumFractionDigits ?? 2;
  return `${items} ${items === 1 ? 'item' : 'items'}, ${format.format(total / 10 ** digits)}`;
}

function describeConsent({ text, at }: Consent): string {
  return `${new Date(at).toISOString()}: ${text}`;
}

function present(given: Record<string, string | null | undefined>): Attributes {
  return Object.fromEntries(Object.entries(given).flatMap(([key, value]) => (value ? [[key, cut(value)]] : [])));
}

function cut(value: string): string {
  return value.length <= maxAttributeLength ? value : `${value.slice(0, maxAttributeLength - 1).toWellFormed()}…`;
}
