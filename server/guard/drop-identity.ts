import { AppError } from '../errors.ts';

/** By these, Chatwoot takes a visitor for the contact that has them. */
const identityFields = ['identifier', 'email', 'phone_number'];
/** What is in here names nobody, whatever it is called. */
const freeFields = ['custom_attributes', 'additional_attributes', 'message'];
/** Rails refuses what is nested deeper. */
const maxDepth = 100;

export interface Dropping {
  /** Whether an identifier may stay that has a hash beside it: Chatwoot checks every hash that it gets. */
  maySign: boolean;
  /** Collects the names of what was dropped, for the log; never a value. */
  dropped: Set<string>;
}

/** A field of a form: its whole name, such as `contact[email]`, and a text or a file. */
export type Field<Value> = [name: string, value: Value];

/** JSON without what says who somebody is. @throws AppError `invalid_request` when it is nested too deep. */
export function dropFromJson(value: unknown, dropping: Dropping): unknown {
  const isSigned = dropping.maySign && isRecord(value) && isFilled(value.identifier_hash);
  return dropFromValue(value, (name) => isDropped(name, isSigned, dropping), 0);
}

/** A form without what says who somebody is. */
export function dropFromForm<Value>(fields: readonly Field<Value>[], dropping: Dropping): Field<Value>[] {
  const isSigned = dropping.maySign && hasOneHash(fields);
  return fields.filter(([name]) => {
    const parts = partsOf(name);
    const free = parts.findIndex((part) => freeFields.includes(part));
    const named = free < 0 ? parts : parts.slice(0, free);
    return !named.some((part) => isDropped(part, isSigned, dropping));
  });
}

/** A query or a form as text, encoded anew. @throws AppError `invalid_request` when it is encoded wrongly. */
export function dropFromEncoded(text: string, dropping: Dropping): string {
  // To some versions of Rack a semicolon separates, too.
  const pairs = text.split(/[&;]/).filter((pair) => pair !== '');
  const fields = pairs.map((pair): Field<string> => {
    const [name = '', ...value] = pair.split('=');
    return [decode(name), decode(value.join('='))];
  });
  return new URLSearchParams(dropFromForm(fields, dropping)).toString();
}

function dropFromValue(value: unknown, isUnwanted: (name: string) => boolean, depth: number): unknown {
  if (depth > maxDepth) throw new AppError('invalid_request', 'The body is nested too deep.');
  const drop = (inner: unknown) => dropFromValue(inner, isUnwanted, depth + 1);
  if (Array.isArray(value)) return value.map(drop);
  if (!isRecord(value)) return value;
  const kept = Object.entries(value).filter(([name]) => !isUnwanted(name));
  return Object.fromEntries(kept.map(([name, inner]) => [name, freeFields.includes(name) ? inner : drop(inner)]));
}

function isDropped(name: string, isSigned: boolean, { dropped }: Dropping): boolean {
  const field = name.trim().toLowerCase();
  if (!identityFields.includes(field) || (field === 'identifier' && isSigned)) return false;
  dropped.add(field);
  return true;
}

/** Of several, or one spelled oddly, nobody knows which one counts: a blank one would undo the other. */
function hasOneHash(fields: readonly Field<unknown>[]): boolean {
  const [hash, another] = fields.filter(([name]) => partsOf(name).join() === 'identifier_hash');
  return another === undefined && hash?.[0] === 'identifier_hash' && isFilled(hash[1]);
}

/** The parts of a nested name, as Rack sees them: brackets, also stray ones, only separate. */
function partsOf(name: string): string[] {
  return name.split(/[[\]]/).flatMap((part) => part.trim() || []);
}

function isFilled(value: unknown): boolean {
  return typeof value === 'string' && value.trim() !== '';
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    throw new AppError('invalid_request', 'The form or the query is not encoded as UTF-8.');
  }
}
