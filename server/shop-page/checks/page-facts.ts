import { type EventType, storefrontEventSchema } from '../../../contract/events.ts';
import type { Examination, PageCheck } from '../examination.ts';
import { findBlocks } from '../find-tags.ts';
import { note, ok, type PageFinding, problem } from '../finding.ts';
import { mailAddress } from '../mail-address.ts';

type Part = Record<string, unknown>;

/** Whether the page's block of facts can be read, fits, and says nothing of the customer. */
export const checkPageFacts: PageCheck = ({ content, settings }: Examination) => {
  const [block, second] = findBlocks(content.scripts, 'page');
  if (!block) return [];
  const facts = readFacts(block.text);
  if (!facts) return [broken('it is no JSON object')];
  if (isPersonal(facts)) return [personal(block.line)];
  const wrong = wrongPart(facts);
  if (wrong) return [broken(wrong)];
  if (second) return [note('page-facts', 'There are several blocks of page facts; the first counts.', 'Leave one.')];
  const isUsed = settings?.tracking === true;
  const use = isUsed ? 'Read with the visitor’s consent.' : 'Nobody reads them: the store does not track.';
  return [ok('page-facts', `The page facts (line ${block.line}) are as they should be. ${use}`)];
};

function readFacts(text: string): Part | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isPart(value) ? definedOnly(value) : undefined;
  } catch {
    return undefined;
  }
}

function isPart(value: unknown): value is Part {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Names that only a person has; `name` alone is a product's. */
const ofPerson =
  /^(e-?mail|(tele)?phone|(customer|user)(_?(id|name|e-?mail))?|(first|last|full)_?name|(billing|shipping)_?address)$/i;

function isPersonal(value: unknown): boolean {
  if (typeof value === 'string') return mailAddress.test(value);
  if (typeof value !== 'object' || value === null) return false;
  return Object.entries(value).some(([name, inner]) => (ofPerson.test(name) && Boolean(inner)) || isPersonal(inner));
}

/** The first part that our server would not take, and why. */
function wrongPart(facts: Part): string | undefined {
  const { type, locale, order } = facts;
  if (order !== undefined && type !== undefined && type !== 'order')
    return 'order: it belongs on the page that thanks for it, and on no other';
  const page = { url: 'https://shop.example/', ...definedOnly({ type, locale }) };
  for (const [part, eventType, data] of eventsOf(facts)) {
    const judged = storefrontEventSchema.safeParse({ id: anyId, type: eventType, page, data: definedOnly(data) });
    const issue = judged.error?.issues[0];
    if (issue) return `${placeIn(part, issue.path)}: ${issue.message}`;
  }
  return undefined;
}

const anyId = '01890a5d-ac96-774b-bcce-b302099a8057';

/** What the widget makes of a page's facts: each part is told as an event. */
function eventsOf({ currency, product, search, cart, order }: Part): [part: string, type: EventType, data: Part][] {
  const item = (value: unknown) => {
    const { id, name, variant, ...rest } = partOf(value);
    return definedOnly({ currency, ...rest, itemId: id, itemName: name, itemVariant: variant });
  };
  const items = ({ lines }: Part) => (Array.isArray(lines) ? lines.slice(0, 100).map(item) : lines);
  const { term: searchTerm, results } = partOf(search);
  const wholeCart = { currency, itemCount: partOf(cart).items, ...partOf(cart), lines: items(partOf(cart)) ?? [] };
  const { id: transactionId, total: value, ...rest } = partOf(order);
  const events: [unknown, string, EventType, Part][] = [
    [true, 'page', 'page_view', {}],
    [product, 'product', 'view_item', { item: item(product) }],
    [search, 'search', 'search', { searchTerm, results }],
    [cart, 'cart', 'cart_updated', { cart: wholeCart }],
    [order, 'order', 'purchase', { currency, ...rest, transactionId, value, items: items(rest) }],
  ];
  return events.flatMap(([given, ...event]) => (given === undefined ? [] : [event]));
}

function placeIn(part: string, path: readonly PropertyKey[]): string {
  const ours = ['data', 'item', 'cart', 'page'];
  return [part, ...path.map(String).filter((step) => !ours.includes(step))].join('.');
}

function partOf(value: unknown): Part {
  return isPart(value) ? value : {};
}

function definedOnly(values: Part): Part {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined && value !== null));
}

function broken(what: string): PageFinding {
  return problem(
    'facts-broken',
    `The page facts cannot be used: ${what}.`,
    'Write them with a file of theme-snippets/; docs/tracking.md has their shape.',
  );
}

function personal(line: number): PageFinding {
  return problem(
    'facts-personal',
    `The page facts (line ${line}) say something of the customer.`,
    'Leave product, cart, order and search in them; who the customer is, the address in data-proof says.',
  );
}
