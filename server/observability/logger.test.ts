import { DrizzleQueryError } from 'drizzle-orm/errors';
import { expect, it } from 'vitest';
import { createLogger } from './logger.ts';

function logged(write: (logger: ReturnType<typeof createLogger>) => void): string {
  const lines: string[] = [];
  write(createLogger('info', { write: (line: string) => void lines.push(line) }));
  return lines.join('');
}

it('never logs what a query was about', () => {
  const error = new DrizzleQueryError(
    'insert into submissions',
    ['my address is secret-street 1'],
    new Error('disk full'),
  );
  const line = logged((logger) => logger.error({ err: error }, 'unexpected error'));
  expect(line).toContain('disk full');
  expect(line).toContain('insert into submissions');
  expect(line).not.toContain('secret-street');
});

it('never logs a token or a header', () => {
  const line = logged((logger) =>
    logger.info({ token: 'abc-secret', session: { visitorToken: 'abc-secret' }, headers: 'abc-secret' }),
  );
  expect(line).not.toContain('abc-secret');
});
