import { frameworkError, head, json } from './answers.ts';

/** Thrown by the rules of a resource, turned into an answer in one place (`answerTo`). */
export class Failure extends Error {
  readonly answer: () => Response;
  constructor(message: string, answer: () => Response) {
    super(message);
    this.answer = answer;
  }
}

/** A record that is not there: the APIs answer it differently, so each names its own answer. */
export class RecordNotFound extends Error {}

/** A model's validation: most controllers leave it as it is, a few word it anew. */
export class InvalidRecord extends Failure {}

/** 422 `{ message, attributes }` */
export function invalid(...problems: { attribute: string; message: string }[]): InvalidRecord {
  const message = problems.map((problem) => problem.message).join(', ');
  const attributes = [...new Set(problems.map((problem) => problem.attribute))];
  return new InvalidRecord(message, () => json({ message, attributes }, 422));
}

/** `{ error }` with the status a controller chose. */
export function refused(status: number, error: string): Failure {
  return new Failure(error, () => json({ error }, status));
}

/** A controller that words its refusal like a validation, but names no attribute. */
export function refusedWithMessage(status: number, message: string): Failure {
  return new Failure(message, () => json({ message }, status));
}

/** Pundit says no: 401, never 403 (rule 28). */
export function unauthorized(): Failure {
  return refused(401, 'You are not authorized to do this action');
}

export function missingRootKey(key: string): Failure {
  return refused(422, `param is missing or the value is empty: ${key}`);
}

/** Chatwoot has a bug or a bad enum here, and so answers 500. `why` is for people who read this code. */
export function crash(why: string): Failure {
  return new Failure(why, () => frameworkError(500));
}

export function emptyNotFound(contentType?: string): Failure {
  return new Failure('not found', () => head(404, contentType));
}

/** For `onError`: failures answer for themselves, anything else is a bug of the stand-in and is shown. */
export function answerTo(error: unknown, notFound: () => Response): Response {
  if (error instanceof Failure) return error.answer();
  if (error instanceof RecordNotFound) return notFound();
  console.error('chatwoot stand-in:', error);
  return frameworkError(500);
}
