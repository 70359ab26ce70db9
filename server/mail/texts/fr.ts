import type { MailTexts } from './mail-texts.ts';

export const fr: MailTexts = {
  about: '{shop} : votre message {reference}',
  aboutChat: '{shop} : notre conversation',
  received: '{shop} a bien reçu votre message. Son numéro est {reference}.',
  receivedNext: 'Nous vous répondrons à cette adresse.',
  notYou: 'Vous ne nous avez pas écrit ? Quelqu’un s’est trompé d’adresse, et vous n’avez rien à faire.',
  answered: '{shop} vous a répondu :',
  withFiles: 'Un fichier y est joint. Vous pouvez le voir dans le chat de notre boutique.',
  answerOrGoOn: 'Répondez à cet e-mail, ou continuez dans notre boutique :',
  outage: '{shop} : des messages attendent Chatwoot',
  outageSince:
    'Depuis {time}, les messages des clients ne peuvent pas être remis à Chatwoot. Ils sont en sécurité chez nous.',
  outageCount: 'En attente : {count}.',
  outageNext: 'Ils arriveront d’eux-mêmes, dans l’ordre, dès que Chatwoot sera de nouveau joignable.',
  outageOver: '{shop} : tous les messages sont dans Chatwoot',
  outageOverNext: 'Tout ce qui attendait quand nous vous avons écrit à {time} est maintenant dans Chatwoot.',
};
