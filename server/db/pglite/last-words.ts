import type { PGliteOptions } from '@electric-sql/pglite';

/**
 * Hears what PostgreSQL says when it gives up, as it must when it cannot write ("PANIC") or cannot use its files
 * ("FATAL"). After a panic PGlite itself notices nothing and would turn in circles, calling what is no longer there.
 * @param onPanic stops the thread; must not return.
 * @returns options for PGlite, and the last words, `undefined` while there are none.
 */
export function hearLastWords(onPanic: (lastWords: string) => never) {
  let lastWords: string | undefined;
  const options = {
    onStderr(line: string) {
      lastWords = /(PANIC|FATAL): .*/.exec(line)?.[0] ?? lastWords;
      return true;
    },
    extensions: {
      lastWords: {
        name: 'last words',
        setup: async (_database, emscripten) => ({
          emscriptenOpts: { ...emscripten, onAbort: () => onPanic(lastWords ?? 'PANIC without a reason') },
        }),
      },
    },
  } satisfies PGliteOptions;
  return { options, lastWords: () => lastWords };
}
