import { definedOnly, type StoreChanges } from '../server/stores/index.ts';

/** What an owner may set, as flags. `stores add`, `stores connect` and `stores set` share them. */
export const lookArgs = {
  color: { type: 'string', description: 'Accent colour, such as #1f5eff', valueHint: '#rrggbb' },
  position: { type: 'string', description: 'Corner of the launcher: right or left', valueHint: 'right|left' },
  'offset-x': { type: 'string', description: 'From the side of the window, 0 to 400', valueHint: 'pixels' },
  'offset-y': { type: 'string', description: 'From the bottom of the window, 0 to 400', valueHint: 'pixels' },
  size: { type: 'string', description: 'Height of the launcher, 44 to 80', valueHint: 'pixels' },
  'z-index': {
    type: 'string',
    description: 'Above what the launcher lies, in the order of the page',
    valueHint: 'number',
  },
  'hidden-on': {
    type: 'string',
    description: 'Paths of pages without chat, separated by commas: /checkout*,/cart; empty: none',
    valueHint: 'paths',
  },
  'hidden-under': {
    type: 'string',
    description: 'CSS selector: while it matches something visible, the launcher is away; empty: none',
    valueHint: 'selector',
  },
  locale: { type: 'string', description: 'Language of the store, such as en or nl', valueHint: 'tag' },
  languages: {
    type: 'string',
    description: 'Languages that pages may ask for, separated by commas, or "all"',
    valueHint: 'tags',
  },
  language: {
    type: 'string',
    description: 'Language of the texts that follow; else the one of the store',
    valueHint: 'tag',
  },
  launcher: { type: 'string', description: 'Text on the launcher; empty: ours', valueHint: 'text' },
  title: { type: 'string', description: 'Heading of the box that a press opens; empty: ours', valueHint: 'text' },
  greeting: { type: 'string', description: 'Line under the heading; empty: none', valueHint: 'text' },
  placeholder: { type: 'string', description: 'Label of the text field; empty: ours', valueHint: 'text' },
} as const;

/** How messages come in, and where they go. Of `stores set` alone: a new store takes them as they are by default. */
export const messageArgs = {
  mode: {
    type: 'string',
    description: 'What a press opens: chat, or the contact form without any chat',
    valueHint: 'chat|form',
  },
  'deliver-to': {
    type: 'string',
    description: 'Where messages go: the visitor’s own conversation, or the API inbox of the store',
    valueHint: 'conversation|api-inbox',
  },
  'proof-of-work': {
    type: 'string',
    description: 'When a browser does a little work before its message is taken',
    valueHint: 'off|under-attack|always',
  },
  'support-email': {
    type: 'string',
    description: 'Who is told that Chatwoot is away, and where replies to our mails go; empty: nobody',
    valueHint: 'address',
  },
  'outage-notice-minutes': {
    type: 'string',
    description: 'Without Chatwoot for so long, the shop’s people are told by mail; 1 to 10080',
    valueHint: 'minutes',
  },
} as const;

/** What is told of pages, to whom, and for how long. */
export const trackingArgs = {
  tracking: {
    type: 'boolean',
    description: 'Pages tell what happens on them, once their visitor allows it',
    negativeDescription: 'Nothing is told',
  },
  'show-activity': {
    type: 'string',
    description: 'Where agents see page, product and cart of a visitor who allows it',
    valueHint: 'conversation|note|contact|off',
  },
  'event-retention-days': {
    type: 'string',
    description: 'How long events are kept, 8 to 400',
    valueHint: 'days',
  },
  'attribution-days': {
    type: 'string',
    description: 'An order counts as one after a chat within so many days of it, 1 to 21',
    valueHint: 'days',
  },
} as const;

export const originArg = {
  type: 'string',
  description: 'Origins of the shop, separated by commas: https://shop.example,https://*.shop.example',
  valueHint: 'origins',
} as const;

export const jsonArg = { type: 'boolean', description: 'Print JSON, for scripts' } as const;

type LookValues = { [K in keyof typeof lookArgs]?: string | undefined };

/** Flags -> what the server takes; it checks the values. */
export function looksOf(args: LookValues): StoreChanges {
  const texts = definedOnly({
    launcher: textOrOurs(args.launcher),
    title: textOrOurs(args.title),
    greeting: args.greeting,
    placeholder: textOrOurs(args.placeholder),
  });
  return definedOnly({
    color: args.color,
    position: args.position as StoreChanges['position'],
    offsetX: numberOf(args['offset-x']),
    offsetY: numberOf(args['offset-y']),
    size: numberOf(args.size),
    zIndex: numberOf(args['z-index']),
    hiddenOn: args['hidden-on'] === undefined ? undefined : listOf(args['hidden-on']),
    hiddenUnder: args['hidden-under'],
    locale: args.locale,
    languages: args.languages === 'all' ? null : args.languages === undefined ? undefined : listOf(args.languages),
    language: args.language,
    texts: Object.keys(texts).length === 0 ? undefined : texts,
  });
}

type MessageValues = { [K in keyof typeof messageArgs]?: string | undefined };

export function messageSettingsOf(args: MessageValues): StoreChanges {
  return definedOnly({
    mode: args.mode as StoreChanges['mode'],
    deliverTo: args['deliver-to'] as StoreChanges['deliverTo'],
    proofOfWork: args['proof-of-work'] as StoreChanges['proofOfWork'],
    supportEmail: args['support-email'],
    outageNoticeMinutes: numberOf(args['outage-notice-minutes']),
  });
}

interface TrackingValues {
  tracking?: boolean | undefined;
  'show-activity'?: string | undefined;
  'event-retention-days'?: string | undefined;
  'attribution-days'?: string | undefined;
}

export function trackingSettingsOf(args: TrackingValues): StoreChanges {
  return definedOnly({
    isTrackingOn: args.tracking,
    showActivity: args['show-activity'] as StoreChanges['showActivity'],
    eventRetentionDays: numberOf(args['event-retention-days']),
    attributionDays: numberOf(args['attribution-days']),
  });
}

/** `a, b` -> both, without what is empty. */
export function listOf(value: string): string[] {
  return value.split(',').flatMap((entry) => entry.trim() || []);
}

export function printJson(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value, null, 2)}\n`);
}

/** An empty text gives ours back. */
function textOrOurs(text: string | undefined): string | null | undefined {
  return text === '' ? null : text;
}

// What is no number becomes NaN, which the server refuses by name.
function numberOf(text: string | undefined): number | undefined {
  return text === undefined ? undefined : Number(text || Number.NaN);
}
