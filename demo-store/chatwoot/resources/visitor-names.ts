import { randomInt } from 'node:crypto';

const firsts = ['quiet', 'bright', 'misty', 'gentle', 'amber', 'silver', 'early', 'wandering', 'brisk', 'mellow'];
const seconds = ['harbour', 'meadow', 'lantern', 'pebble', 'orchard', 'sparrow', 'ripple', 'thicket', 'ember', 'dune'];

/** The name of somebody who gave none: two words and a number. */
export function visitorName(): string {
  return `${pick(firsts)}-${pick(seconds)}-${randomInt(1, 1000)}`;
}

function pick(words: string[]): string {
  return words[randomInt(words.length)] ?? '';
}
