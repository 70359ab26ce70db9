import { isRecord } from '../http/params.ts';

/**
 * Says where our answer differs from the recorded one: in keys and JSON types everywhere, and in the values themselves
 * except where they have to differ (ids of rows that the recording does not show being made, times, tokens).
 * An empty list is a match.
 */
export function compareAnswers(recorded: unknown, ours: unknown, options: CompareOptions = {}): string[] {
  // The whole body was left out of the recording.
  if (options.isCut && recorded === null) return [];
  return compare(recorded, ours, '$', options);
}

type CompareOptions = {
  /** The recording shows only some keys: more of them are no difference. */
  isCut?: boolean;
  /** Keys and types alone, for what happened to other rows than ours. */
  isShapeOnly?: boolean;
};

/** Values that no second server repeats. */
const volatile = new Set([
  'active_at',
  'cache_keys',
  'channel_id',
  'contact_last_seen_at',
  'created_at',
  'data_url',
  'exp',
  'first_reply_created_at',
  'iat',
  'last_activity_at',
  'source_id',
  'support_email',
  'timestamp',
  'updated_at',
  'uuid',
  'waiting_since',
]);

function compare(recorded: unknown, ours: unknown, path: string, options: CompareOptions): string[] {
  if (Array.isArray(recorded)) return compareLists(recorded, ours, path, options);
  if (isRecord(recorded)) return compareObjects(recorded, ours, path, options);
  const key = /([^.[\]]+)(\[\d+\])?$/.exec(path)?.[1] ?? '';
  if (mayBeNull.has(key) && (recorded === null || ours === null)) return [];
  if (kindOf(recorded) !== kindOf(ours)) {
    return [`${path}: ${kindOf(recorded)} recorded, ${kindOf(ours)} answered`];
  }
  const isVolatile = path.split('.').some((part) => volatile.has(part)) || /working_hours\[\d\]\.id$/.test(path);
  if (isVolatile || options.isShapeOnly || recorded === ours || isPlaceholder(recorded)) return [];
  if (isMadeUpName(recorded) && isMadeUpName(ours)) return [];
  return [`${path}: ${JSON.stringify(recorded)} recorded, ${JSON.stringify(ours)} answered`];
}

/**
 * Null on one side only: companies by e-mail domain are a part of the enterprise edition; presence is unknown to
 * Chatwoot where a job writes; the last activity of a contact is written by one.
 */
const mayBeNull = new Set(['availability_status', 'company_id', 'last_activity_at']);

function isMadeUpName(value: unknown): boolean {
  return typeof value === 'string' && /^[a-z]+-[a-z]+-\d+$/.test(value);
}

function compareLists(recorded: unknown[], ours: unknown, path: string, options: CompareOptions): string[] {
  if (!Array.isArray(ours)) return [`${path}: a list recorded, ${kindOf(ours)} answered`];
  if (recorded.length !== ours.length) {
    return [`${path}: ${recorded.length} items recorded, ${ours.length} answered`];
  }
  return recorded.flatMap((item, index) => compare(item, ours[index], `${path}[${index}]`, options));
}

function compareObjects(
  recorded: Record<string, unknown>,
  ours: unknown,
  path: string,
  options: CompareOptions,
): string[] {
  if ('omitted' in recorded) return typeof ours === 'string' && ours !== '' ? [] : [`${path}: no page answered`];
  if (isRacingActivity(recorded, ours, path)) return [];
  // Presence is keyed by ids of people.
  if (options.isShapeOnly && isKeyedByIds(recorded)) {
    return isRecord(ours) ? compareLists(Object.values(recorded), Object.values(ours), path, options) : [path];
  }
  if (!isRecord(ours)) return [`${path}: an object recorded, ${kindOf(ours)} answered`];
  const missing = Object.keys(recorded).filter((key) => !(key in ours));
  const foreign = options.isCut ? [] : Object.keys(ours).filter((key) => !(key in recorded));
  return [
    ...missing.map((key) => `${path}.${key}: not answered`),
    ...foreign.map((key) => `${path}.${key}: answered, but not recorded`),
    ...Object.entries(recorded)
      .filter(([key]) => key in ours)
      .flatMap(([key, value]) => compare(value, ours[key], `${path}.${key}`, options)),
  ];
}

function isKeyedByIds(value: Record<string, unknown>): boolean {
  return Object.keys(value).length > 0 && Object.keys(value).every((key) => /^\d+$/.test(key));
}

/** Activities are written by a job there: which message of a conversation is its newest is a race. */
function isRacingActivity(recorded: Record<string, unknown>, ours: unknown, path: string): boolean {
  const isNewest = /\.messages\[0\]$/.test(path);
  return isNewest && isRecord(ours) && (recorded.message_type === 2 || ours.message_type === 2);
}

function kindOf(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'list' : typeof value;
}

function isPlaceholder(value: unknown): boolean {
  return typeof value === 'string' && value.includes('{{');
}

const keptHeaders = [
  'content-type',
  'cache-control',
  'x-frame-options',
  'content-security-policy',
  'location',
  'retry-after',
  'access-control-allow-headers',
  'access-control-allow-methods',
  'access-control-allow-origin',
  'access-control-expose-headers',
  'access-control-max-age',
];

/** A header that the recording does not have was not sent. */
export function compareHeaders(recorded: Record<string, string>, ours: Headers): string[] {
  return keptHeaders
    .filter((name) => (recorded[name] ?? null) !== ours.get(name))
    .map((name) => `header ${name}: ${recorded[name] ?? 'none'} recorded, ${ours.get(name) ?? 'none'} answered`);
}
