import { createHash } from 'node:crypto';
import { createRandom, type Random } from '../random.ts';

/** One message of a visitor: words, or the file that goes with those before it. */
export interface PlannedMessage {
  /** Its idempotency key. */
  key: string;
  /** Counts the messages of its page from 1. */
  sequence: number;
  content: string | PlannedFile;
  /** Between the message before it and this one. */
  pauseMs: number;
  /** The page is left while the first try is under way, after so long. */
  leavesAfterMs?: number;
  /** It is handed over once more when it has been taken. */
  isRepeated: boolean;
}

interface PlannedFile {
  name: string;
  bytes: Uint8Array<ArrayBuffer>;
  sha256: string;
}

/** A page view: a session of its own. */
export interface PlannedPage {
  requestId: string;
  /** Chat is asked for first, as a press does. */
  asksForSession: boolean;
  messages: PlannedMessage[];
}

/** Somebody who writes with a plain HTTP client that does what the widget does. */
export interface PlannedVisitor {
  name: string;
  address: string;
  startMs: number;
  /** Both tabs send whatever is unsent. */
  hasTwoTabs: boolean;
  pages: PlannedPage[];
}

/** Somebody in a real browser. */
export interface PlannedShopper {
  name: string;
  address: string;
  startMs: number;
  /** Each with what happens around it. */
  steps: { text: string; around: ShopperEvent }[];
}

/** Around writing: nothing; no line while it is written; the tab is closed right after; another page is opened. */
const shopperEvents = ['nothing', 'offline', 'close-tab', 'next-page'] as const;
type ShopperEvent = (typeof shopperEvents)[number];

export interface Plan {
  visitors: PlannedVisitor[];
  shoppers: PlannedShopper[];
}

export interface PlanOptions {
  seed: string;
  /** In all, of visitors and shoppers. */
  messages: number;
  /** How many real browsers. */
  browsers: number;
  /** Over how long they come. */
  spreadMs: number;
}

const messagesPerShopper = 4;

/** Who comes and what they do. The same for the same options; only when things happen is the machine's affair. */
export function makePlan({ seed, messages, browsers, spreadMs }: PlanOptions): Plan {
  const random = createRandom(`${seed} plan`);
  const ofShoppers = Array.from({ length: browsers }, (_, index) => planShopper(random, index, spreadMs));
  const visitors: PlannedVisitor[] = [];
  for (let left = messages - browsers * messagesPerShopper; left > 0; ) {
    const visitor = planVisitor(random, visitors.length, left, spreadMs);
    visitors.push(visitor);
    left -= visitor.pages.flatMap((page) => page.messages).length;
  }
  return { visitors, shoppers: ofShoppers };
}

function planShopper(random: Random, index: number, spreadMs: number): PlannedShopper {
  const name = `shopper ${index}`;
  const words = wordsOf(random, name);
  return {
    name,
    address: addressOf(100, index),
    // Their last message is written a while after they came.
    startMs: random.between(0, spreadMs / 2),
    steps: Array.from({ length: messagesPerShopper }, () => ({
      text: words(false),
      around: random.pick(shopperEvents),
    })),
  };
}

function planVisitor(random: Random, index: number, most: number, spreadMs: number): PlannedVisitor {
  const name = `visitor ${index}`;
  const nextWords = wordsOf(random, name);
  const pages: PlannedPage[] = [];
  let files = 0;
  for (let left = Math.min(most, random.between(1, 8)); left > 0; ) {
    const length = Math.min(left, random.between(1, 5));
    const messages = Array.from({ length }, (_, place) => {
      const isFile = place > 0 && random.chance(0.15);
      if (isFile) files += 1;
      return planMessage(random, place + 1, isFile ? planFile(random, `${index}-${files}.png`) : nextWords(place > 0));
    });
    pages.push({ requestId: random.uuid(), asksForSession: random.chance(0.7), messages });
    left -= length;
  }
  const startMs = random.between(0, spreadMs);
  return { name, address: addressOf(10, index), startMs, hasTwoTabs: random.chance(0.15), pages };
}

function planMessage(random: Random, sequence: number, content: string | PlannedFile): PlannedMessage {
  return {
    key: random.uuid(),
    sequence,
    content,
    // Some write faster than Chatwoot answers: that is when order is in danger.
    pauseMs: random.chance(0.5) ? random.between(0, 60) : random.between(300, 2500),
    ...(random.chance(0.12) && { leavesAfterMs: random.between(0, 60) }),
    isRepeated: random.chance(0.2),
  };
}

/** A picture with noise behind it: our server tells what it is by its content. */
function planFile(random: Random, name: string): PlannedFile {
  const picture = Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  );
  const noise = Buffer.from(Array.from({ length: random.between(200, 60_000) }, () => random.between(0, 255)));
  const bytes = Buffer.concat([picture, noise]);
  return { name, bytes, sha256: createHash('sha256').update(bytes).digest('hex') };
}

const sentences = [
  'Is the teapot dishwasher-safe?',
  'Where is my order?\nIt should have come on Monday.',
  'هل يمكن إرجاع الكوب؟',
  'The glaze came off 😕',
  '3 < 5 & "quotes" stay as they are',
  'Hello?',
] as const;

/**
 * Each sentence is told apart by who says it and when; now and then somebody says the same once more, word for word.
 * Within a page only, which keeps its order: of two pages nobody could say which of the two is meant.
 */
function wordsOf(random: Random, name: string): (mayRepeat: boolean) => string {
  let count = 0;
  let last = '';
  return (mayRepeat) => {
    if (mayRepeat && last && random.chance(0.15)) return last;
    count += 1;
    last = `${name}, ${count}: ${random.pick(sentences)}`;
    return last;
  };
}

function addressOf(network: number, index: number): string {
  return `${network}.${Math.floor(index / 250)}.0.${(index % 250) + 1}`;
}
