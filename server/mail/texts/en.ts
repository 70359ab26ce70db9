import type { MailTexts } from './mail-texts.ts';

export const en: MailTexts = {
  about: '{shop}: your message {reference}',
  aboutChat: '{shop}: our conversation',
  received: '{shop} has your message. Its number is {reference}.',
  receivedNext: 'We will answer at this address.',
  notYou: 'You did not write to us? Then somebody mistyped their address, and you need not do anything.',
  answered: '{shop} has answered:',
  withFiles: 'There is a file with it. You can see it in the chat of our shop.',
  answerOrGoOn: 'Answer this mail, or go on in our shop:',
  outage: '{shop}: messages are waiting for Chatwoot',
  outageSince: 'Since {time} shoppers’ messages cannot be handed to Chatwoot. They are safe with us.',
  outageCount: 'Waiting: {count}.',
  outageNext: 'They arrive by themselves, in order, as soon as Chatwoot can be reached again.',
  outageOver: '{shop}: all messages have arrived in Chatwoot',
  outageOverNext: 'Everything that was waiting when we wrote to you at {time} is in Chatwoot now.',
};
