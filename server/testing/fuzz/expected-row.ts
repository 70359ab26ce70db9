import { isDeepStrictEqual } from 'node:util';
import { type SubmissionRequest, submissionRequestSchema } from '../../../contract/submissions.ts';
import type { stores } from '../../stores/tables.ts';
import type { submissions } from '../../submissions/tables.ts';
import type { FuzzRequest } from './arbitrary-requests.ts';

type Message = Extract<FuzzRequest, { kind: 'message' }>;
type Row = typeof submissions.$inferSelect;

/** When the store asks for work. */
export type Mode = (typeof stores.$inferSelect)['proofOfWork'];

/** What is to become of a message: which status, and if it is accepted, what of it is to be stored. */
export interface Expected {
  status: number;
  message?: SubmissionRequest;
  /** The text as it was sent, before anything was taken out. */
  sentText?: string;
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i;
const nilUuid = '00000000-0000-0000-0000-000000000000';

/** Says beforehand, without asking the server, what it is to answer. */
export function expect({ body, key, contentType }: Message, mode: Mode): Expected {
  const bytes = Buffer.from(body as string);
  if (bytes.length > 64 * 1024) return { status: 413 };
  const isJson = /^(application\/json|text\/plain)\s*(;|$)/.test(contentType);
  const sent = isJson ? readJson(bytes.toString('utf8')) : undefined;
  const message = submissionRequestSchema.safeParse(sent).data;
  const isKey = key !== undefined && (uuid.test(key) || key === nilUuid);
  if (!message || !isKey) return { status: 400 };
  const isHasty = message.checks?.openMs !== undefined && message.checks.openMs < 800;
  // Nobody solves anything here.
  if (mode === 'always' || (mode === 'under-attack' && isHasty)) return { status: 428 };
  return { status: 202, message, sentText: (sent as { text: string }).text };
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\ufeff/, ''));
  } catch {
    return undefined;
  }
}

/** What may be said of a message after it was sent. */
const addedLater: readonly string[] = ['contactEmail', 'contactName', 'answers', 'consent'];

/** What of a stored message is not as it was sent: names of its columns. */
export function differences(row: Row, { message, sentText }: Expected, isAddedTo: boolean): string[] {
  if (!message) return ['all: it was to be refused'];
  const { contact, page, checks } = message;
  const answers = Object.entries(message.answers ?? {}).filter(([, answer]) => answer !== '');
  const isOwnPage = page && new URL(page.url).origin === 'https://shop.example';
  const wanted = {
    text: message.text,
    sequence: message.sequence,
    writtenAt: new Date(message.writtenAt),
    page: isOwnPage ? page : null,
    locale: message.locale ?? null,
    reason: message.reason ?? null,
    contactEmail: contact?.email ?? null,
    contactName: contact?.name ?? null,
    answers: answers.length > 0 ? Object.fromEntries(answers) : null,
    consent: message.consent ?? null,
    cart: message.cart ?? null,
    state: checks?.trap ? 'failed' : 'received',
    failure: checks?.trap ? 'held as spam' : null,
  } satisfies Partial<Record<keyof Row, unknown>>;
  const columns = (Object.keys(wanted) as (keyof typeof wanted)[]).filter(
    (column) => !isAddedTo || !addedLater.includes(column),
  );
  const differing = columns.filter((column) => !isSame(row[column], wanted[column]));
  return [...differing, ...(isWholeText(row.text, sentText ?? '') ? [] : ['text: not as it was sent'])];
}

/** What the contract's own schema takes out is trusted above, and nothing else may be missing. */
function isWholeText(stored: string, sent: string): boolean {
  const mayDiffer = /[\p{Cc}\p{Cs}\u202a-\u202e\u2066-\u2069\ufeff]/u.test(sent);
  return mayDiffer || stored === sent.trim();
}

/** As JSON, which knows neither undefined nor -0. */
function isSame(one: unknown, other: unknown): boolean {
  return isDeepStrictEqual(JSON.parse(JSON.stringify(one)), JSON.parse(JSON.stringify(other)));
}
