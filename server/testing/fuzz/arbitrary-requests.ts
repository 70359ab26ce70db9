import fc from 'fast-check';
import { reasons } from '../../../contract/reasons.ts';

/** What somebody sends us who means no good, or whose program is broken. */
export type FuzzRequest =
  | { kind: 'message'; body: string | Uint8Array; key: string | undefined; contentType: string }
  /** One that was sent before, the same or with another body under its key. */
  | { kind: 'repeat'; of: number; isChanged: boolean }
  /** An address, or what is none, for one that was sent before, or for what is none. */
  | { kind: 'contact'; of: number | string; body: string }
  | { kind: 'file'; query: string; bytes: Uint8Array; key: string };

const nasty = [
  '',
  ' ',
  '\0',
  '\ud83d',
  '\udc00x',
  '\u202ecod.exe\u202c',
  '\u2067\u2067\u202b\u2069',
  'a\r\nBcc: b@mail.example',
  '\u001b[2J\u0007\u009b',
  '<script>alert(1)</script>',
  "'; drop table submissions; --",
  '{"a":1}',
  '__proto__',
  'constructor',
  'https://shop.example@evil.example/',
  'javascript:alert(1)',
  'Ann <ann@mail.example>',
  '\ufeff\u00a0\u2028',
  '👩‍👩‍👧‍👦'.repeat(40),
  'x'.repeat(6000),
  '\u202b'.repeat(2501),
];

const utf16 = fc
  .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 12 })
  .map((codes) => String.fromCharCode(...codes));
const text = fc.oneof(
  { weight: 3, arbitrary: fc.string({ unit: 'grapheme', maxLength: 40 }) },
  { weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 40 }) },
  utf16,
  fc.constantFrom(...nasty),
  fc.tuple(fc.constantFrom(...nasty), fc.string({ maxLength: 8 })).map((parts) => parts.join('')),
);
const junk = fc.oneof(
  fc.jsonValue({ maxDepth: 2 }),
  fc.constantFrom(null, true, 0, -1, 1.5, 2 ** 53, 1e21, -0, [], {}, [[]]),
  text,
);
const time = fc.integer({ min: 0, max: 4_102_444_800_000 });
const fieldKey = fc.oneof(fc.constantFrom('topic', 'order_number', 'constructor', 'valueof'), text);

/** Each as it should be, mostly. */
const fields = {
  requestId: fc.uuid(),
  sequence: fc.integer({ min: 1, max: 100_000 }),
  text,
  writtenAt: time,
  visitorToken: text,
  page: fc.record(
    { url: fc.oneof(fc.constant('https://shop.example/tea?a=1#b'), fc.webUrl(), text), title: text },
    { requiredKeys: ['url'] },
  ),
  locale: fc.oneof(fc.constantFrom('nl', 'pt-BR'), text),
  reason: fc.constantFrom(...reasons, 'other'),
  contact: fc.record({ email: fc.oneof(fc.emailAddress(), text), name: text }, { requiredKeys: ['email'] }),
  answers: fc.dictionary(fieldKey, text, { maxKeys: 4 }),
  consent: fc.record({ text, at: time }),
  cart: fc.record({ items: fc.nat(200_000), total: fc.nat(), currency: fc.constantFrom('EUR', 'eur') }),
  formVersion: text,
  claimHash: fc.oneof(fc.constant('A'.repeat(43)), text),
  checks: fc.record(
    { trap: fc.constantFrom('', 'spam'), openMs: fc.integer({ min: -1, max: 5000 }), work: text },
    { requiredKeys: [] },
  ),
};
const requiredKeys = ['requestId', 'sequence', 'text', 'writtenAt'] as const;

/** Few of the optional fields at a time: what is wrong in one must not hide the others. */
const message = fc
  .tuple(
    fc.record(
      { ...fields, text: fc.oneof(text, fc.string({ unit: 'grapheme', minLength: 1, maxLength: 60 })) },
      { requiredKeys: [...requiredKeys] },
    ),
    fc.subarray(
      Object.keys(fields).filter((name) => !requiredKeys.some((required) => required === name)),
      { maxLength: 3 },
    ),
  )
  .map(([all, wanted]) =>
    Object.fromEntries(
      Object.entries(all).filter(
        ([name]) => wanted.includes(name) || requiredKeys.some((required) => required === name),
      ),
    ),
  );

const mutated = fc
  .tuple(message, fc.oneof(fc.constantFrom(...Object.keys(fields)), text), junk)
  .map(([given, name, value]) => ({ ...given, [name]: value }));

const uuid = fc.uuid();
const key = fc.oneof(
  { weight: 30, arbitrary: uuid },
  { weight: 1, arbitrary: fc.constantFrom(undefined, '', 'x', '00000000-0000-0000-0000-000000000000', '1, 2') },
);
const contentType = fc.oneof(
  {
    weight: 20,
    arbitrary: fc.constantFrom('application/json', 'application/json; charset=utf-8', 'text/plain;charset=UTF-8'),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      '',
      'text/html',
      'application/x-www-form-urlencoded',
      'multipart/form-data',
      'application/jsonp',
    ),
  },
);
const body = fc.oneof(
  { weight: 12, arbitrary: message.map((value) => JSON.stringify(value)) },
  { weight: 6, arbitrary: mutated.map((value) => JSON.stringify(value)) },
  { weight: 1, arbitrary: fc.json() },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 60 }) },
  { weight: 1, arbitrary: fc.uint8Array({ maxLength: 80 }) },
  // Cut off, or with something behind it.
  {
    weight: 1,
    arbitrary: fc.tuple(message, fc.nat(200)).map(([value, length]) => JSON.stringify(value).slice(0, length)),
  },
  {
    weight: 1,
    arbitrary: fc.tuple(message, fc.string({ maxLength: 4 })).map(([value, more]) => JSON.stringify(value) + more),
  },
  {
    weight: 1,
    arbitrary: fc.tuple(message, fc.integer({ min: 1, max: 30_000 })).map(([value, depth]) => deep(value, depth)),
  },
);

function deep(value: object, depth: number): string {
  return JSON.stringify(value).replace(/}$/, `,"extra":${'['.repeat(depth)}${']'.repeat(depth)}}`);
}

const picture = Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52]);
const fileBytes = fc.oneof(
  fc.uint8Array({ maxLength: 64 }),
  fc.uint8Array({ maxLength: 64 }).map((rest) => Uint8Array.from([...picture, ...rest])),
  fc.string({ unit: 'grapheme', maxLength: 64 }).map((words) => new TextEncoder().encode(words)),
);
const fileQuery = fc
  .record(
    { requestId: fc.oneof(uuid, text), sequence: fc.integer({ min: -1, max: 10 }), name: text, writtenAt: time },
    { requiredKeys: ['requestId', 'name', 'writtenAt', 'sequence'] },
  )
  .map((query) =>
    new URLSearchParams(
      Object.entries(query).map(([name, value]): [string, string] => [name, String(value)]),
    ).toString(),
  );

const messageRequest = fc.record({ kind: fc.constant('message' as const), body, key, contentType });

export const fuzzRequest: fc.Arbitrary<FuzzRequest> = fc.oneof(
  { weight: 20, arbitrary: messageRequest },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('repeat' as const), of: fc.nat(), isChanged: fc.boolean() }) },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('contact' as const),
      of: fc.oneof(
        { weight: 8, arbitrary: fc.nat() },
        { weight: 1, arbitrary: fc.oneof(uuid, fc.constantFrom('x', '..', '%00')) },
      ),
      body: fc.oneof(
        fields.contact.map((value) => JSON.stringify(value)),
        fc
          .record({ answers: fields.answers, consent: fields.consent }, { requiredKeys: [] })
          .map((value) => JSON.stringify(value)),
        fc.json(),
      ),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('file' as const), query: fileQuery, bytes: fileBytes, key: uuid }),
  },
);
