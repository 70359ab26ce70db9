import { randomInt } from 'node:crypto';

// Crockford's alphabet: nothing that is mistaken for something else on the phone.
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** A short name for a message, to be read out: `K7Q-4TM`. One of a billion; the table refuses a second one per store. */
export function createReference(): string {
  const letters = Array.from({ length: 6 }, () => alphabet[randomInt(alphabet.length)]).join('');
  return `${letters.slice(0, 3)}-${letters.slice(3)}`;
}
