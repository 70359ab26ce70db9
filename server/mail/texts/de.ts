import type { MailTexts } from './mail-texts.ts';

export const de: MailTexts = {
  about: '{shop}: Ihre Nachricht {reference}',
  aboutChat: '{shop}: unser Gespräch',
  received: '{shop} hat Ihre Nachricht erhalten. Ihre Nummer ist {reference}.',
  receivedNext: 'Wir antworten an diese Adresse.',
  notYou: 'Sie haben uns nicht geschrieben? Dann hat sich jemand bei der Adresse vertippt, und Sie müssen nichts tun.',
  answered: '{shop} hat geantwortet:',
  withFiles: 'Dazu gehört eine Datei. Sie sehen sie im Chat unseres Shops.',
  answerOrGoOn: 'Antworten Sie auf diese Mail, oder schreiben Sie in unserem Shop weiter:',
  outage: '{shop}: Nachrichten warten auf Chatwoot',
  outageSince: 'Seit {time} können Nachrichten nicht an Chatwoot übergeben werden. Bei uns sind sie sicher.',
  outageCount: 'Es warten: {count}.',
  outageNext: 'Sie kommen von selbst und der Reihe nach an, sobald Chatwoot wieder erreichbar ist.',
  outageOver: '{shop}: alle Nachrichten sind in Chatwoot',
  outageOverNext: 'Alles, was wartete, als wir Ihnen um {time} schrieben, ist jetzt in Chatwoot.',
};
