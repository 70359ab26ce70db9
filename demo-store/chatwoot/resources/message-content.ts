import { invalid, refused } from '../http/failures.ts';
import { isRecord, list } from '../http/params.ts';
import type { Attributes } from '../state/rows.ts';

const maxContentLength = 150_000;

const contentTypes = [
  'text',
  'input_text',
  'input_textarea',
  'input_email',
  'input_select',
  'cards',
  'form',
  'article',
  'incoming_email',
  'input_csat',
  'integrations',
  'sticker',
  'voice_call',
];

/** Rule 42: the keys that the items of an interactive message may have. */
const itemKeys: Record<string, string[]> = {
  input_select: ['title', 'value'],
  cards: ['title', 'description', 'media_url', 'actions'],
  form: ['type', 'placeholder', 'label', 'name', 'options', 'default', 'required', 'pattern', 'title', 'pattern_error'],
  article: ['title', 'description', 'link'],
};

/** @throws Failure 422 */
export function checkContent(content: string | null, contentType: string, attributes: Attributes): void {
  if (!contentTypes.includes(contentType)) throw refused(422, `'${contentType}' is not a valid content_type`);
  if ((content?.length ?? 0) > maxContentLength) {
    const message = `Content is too long (maximum is ${maxContentLength} characters)`;
    throw invalid({ attribute: 'content', message });
  }
  const allowed = itemKeys[contentType];
  if (allowed !== undefined) checkItems(contentType, list(attributes.items) ?? [], allowed);
}

function checkItems(contentType: string, items: unknown[], allowed: string[]) {
  if (items.length === 0) throw invalidItems('At least one item is required.');
  const foreign = items.filter(isRecord).flatMap((item) => Object.keys(item).filter((key) => !allowed.includes(key)));
  if (foreign.length > 0) {
    const keys = [...new Set(foreign)].map((key) => `:${key}`).join(', ');
    throw invalidItems(`contains invalid keys for items : [${keys}]`);
  }
  if (contentType === 'cards' && !items.every((item) => isRecord(item) && (list(item.actions) ?? []).length > 0)) {
    throw invalidItems('contains items missing actions');
  }
}

function invalidItems(problem: string) {
  return invalid({ attribute: 'content_attributes', message: `Content attributes ${problem}` });
}
