import type { MailTexts } from './mail-texts.ts';

export const it: MailTexts = {
  about: '{shop}: il tuo messaggio {reference}',
  aboutChat: '{shop}: la nostra conversazione',
  received: '{shop} ha ricevuto il tuo messaggio. Il suo numero è {reference}.',
  receivedNext: 'Ti risponderemo a questo indirizzo.',
  notYou: 'Non ci hai scritto tu? Qualcuno ha sbagliato indirizzo e non devi fare nulla.',
  answered: '{shop} ha risposto:',
  withFiles: 'C’è un file allegato. Puoi vederlo nella chat del nostro negozio.',
  answerOrGoOn: 'Rispondi a questa e-mail o continua nel nostro negozio:',
  outage: '{shop}: ci sono messaggi in attesa di Chatwoot',
  outageSince: 'Da {time} i messaggi dei clienti non possono essere consegnati a Chatwoot. Da noi sono al sicuro.',
  outageCount: 'In attesa: {count}.',
  outageNext: 'Arriveranno da soli e in ordine appena Chatwoot sarà di nuovo raggiungibile.',
  outageOver: '{shop}: tutti i messaggi sono in Chatwoot',
  outageOverNext: 'Tutto ciò che era in attesa quando ti abbiamo scritto alle {time} ora è in Chatwoot.',
};
