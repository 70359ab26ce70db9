import { z } from 'zod';

/**
 * A text as people write it. What no database can store, half a surrogate pair, and what no keyboard writes, such as a
 * NUL or the beginning of a command to a terminal, is taken out here: a message must not be refused, or fail for ever,
 * for a torn emoji in a page's title. Marks that turn the direction of writing are kept, each within its line.
 */
export const plainText = z.string().overwrite((value) => closeTurns(withoutControls(value)));

/** A text of one line, which stands beside other words: nothing in it turns their direction or begins another line. */
export const plainLine = z
  .string()
  .overwrite((value) => withoutControls(value.replace(/[\t\n\r\u0085\u2028\u2029]+/g, ' ')).replace(turns, ''));

/** All but tabs and line ends; and marks of byte order, which some readers swallow and others do not. */
function withoutControls(value: string): string {
  return value.toWellFormed().replace(/[^\P{Cc}\t\n\r]|\ufeff/gu, '');
}

const turns = /[\u202a-\u202e\u2066-\u2069]/g;
const turn = { embedding: /[\u202a\u202b]/, override: /[\u202d\u202e]/, isolate: /[\u2066-\u2068]/ };
const endOfEmbedding = '\u202c';
const endOfIsolate = '\u2069';

/**
 * Ends in each line what was begun there, so that an agent's screen does not read backwards after it, and leaves out
 * what shows letters in another order than they have: nobody writes so, and addresses are made up with it.
 */
function closeTurns(value: string): string {
  return value.search(turns) < 0 ? value : value.split('\n').map(closeTurnsOfLine).join('\n');
}

function closeTurnsOfLine(line: string): string {
  /** What ends each turn that is open; empty: one that was left out. */
  const open: string[] = [];
  const written = line.replace(turns, (mark) => {
    if (turn.override.test(mark)) {
      open.push('');
      return '';
    }
    if (turn.embedding.test(mark) || turn.isolate.test(mark)) {
      open.push(turn.isolate.test(mark) ? endOfIsolate : endOfEmbedding);
      return mark;
    }
    if (mark === endOfEmbedding) return open.at(-1) === endOfIsolate ? '' : (open.pop() ?? '');
    const isolate = open.lastIndexOf(endOfIsolate);
    if (isolate < 0) return '';
    open.length = isolate;
    return mark;
  });
  return written + open.reverse().join('');
}
