export const en = {
  title: 'Write to us',
  lead: 'A person reads it and answers by e‑mail.',
  message: 'Your message',
  email: 'E-mail',
  emailWhy: 'So that we can answer you.',
  name: 'Name',
  optional: 'optional',
  choose: 'Please choose',
  send: 'Send',
  privacy: 'How we handle your data',
  back: 'Back to the shop',
  trap: 'Leave this empty',
  mend: 'Not sent yet. Please look at what is marked:',
  missing: 'Please fill this in.',
  emailWrong: 'Please enter an address like name@example.com.',
  tooLong: 'Please make this shorter.',
  agree: 'Tick this box and we can take your message.',
  again: 'A message has been sent with this form already. Press Send to send this one as well.',
  elsewhere: 'Not sent yet, because the form was on another page. Please check it and press Send.',
  tooMany: 'Not sent yet: there were too many messages from here. Please wait a minute and press Send again.',
  broken: 'Not sent yet, and it is our fault. Your words are still here: please press Send again in a moment.',
  tooLarge: 'This is more than we can take at once. Go back, your words are still there, and make it shorter.',
  unknown: 'There is no shop at this address.',
  sent: 'We have your message',
  answer: (email: string) => `We answer to ${email}.`,
  noAddress: 'You gave no address, so we cannot answer by e‑mail.',
  reference: 'Your reference',
};

/** The words of the contact page; what a shop asks and says itself is its own. */
export type PageTexts = typeof en;

/** The name of what is said by itself. */
export type PageWord = Exclude<keyof PageTexts, 'answer'>;
