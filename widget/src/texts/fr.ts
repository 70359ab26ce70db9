import { plural } from './plural.ts';
import type { TextPack } from './text-pack.ts';

const byMail = 'Écrivez-nous ici, nous vous répondrons par e‑mail.';
const away = `Le chat n’est pas disponible pour le moment. ${byMail}`;
const keptHere = 'Écrivez quand même\u00a0: votre message reste sur cet appareil jusqu’à ce qu’il puisse partir.';

export const pack: TextPack = {
  launcher: 'Discuter avec nous',
  greeting: 'Écrivez-nous, une vraie personne vous répond.',
  placeholder: 'Votre message',
  close: 'Fermer',
  send: 'Envoyer',
  log: 'Vos messages',
  states: {
    kept: 'Gardé sur cet appareil, pas encore envoyé',
    unstored: 'Pas encore envoyé. Gardez cette page ouverte',
    sending: 'Envoi en cours…',
    received: 'Reçu',
    delivered: 'Remis',
    failed: 'Reçu. Il y a un peu de retard',
    refused: 'Pas envoyé',
  },
  waiting: 'Votre message reste sur cet appareil jusqu’à ce qu’il puisse partir.',
  reference: (reference) => `Votre référence\u00a0: ${reference}`,
  edit: 'Modifier',
  goOnInChat: 'Continuer dans le chat',
  reasons: {
    blocked: `Le chat est bloqué dans ce navigateur. ${byMail}`,
    csp: away,
    offline: `Vous êtes hors ligne. ${keptHere}`,
    timeout: `Le chat est lent pour le moment. ${byMail}`,
    'chat-down': away,
    refused: away,
    'rate-limited': away,
    suspended: away,
    'closed-now': `Nous sommes fermés pour le moment. ${byMail}`,
    'chat-off': byMail,
    'settings-missing': away,
    'server-down': `Nous sommes injoignables pour le moment. ${keptHere}`,
  },
  opensAt: (when) => `Nous serons de retour\u00a0: ${when}.`,
  unread: (label, count) =>
    `${label}, ${plural('fr', count, { one: '# nouveau message', other: '# nouveaux messages' })}`,
  details: {
    title: 'Où pouvons-nous vous répondre\u202f?',
    email: 'E-mail',
    name: 'Nom',
    save: 'Enregistrer',
    emailWrong: 'Veuillez saisir une adresse comme nom@exemple.fr.',
    given: (email) => `Nous répondons à ${email}.`,
    change: 'Modifier',
  },
  form: {
    optional: (label) => `${label} (facultatif)`,
    missing: 'Merci de remplir ce champ.',
    choose: 'Choisissez',
    agree: 'Cochez cette case pour que nous puissions recevoir votre message.',
    privacy: 'Comment nous traitons vos données',
    before: 'Encore ceci, et votre message part.',
  },
  files: {
    add: 'Joindre des fichiers',
    list: 'Fichiers joints',
    remove: (name) => `Retirer ${name}`,
    tooMany: (most) => `Nous en acceptons ${most} à la fois.`,
    tooLarge: (name, most) => `${name} est trop lourd\u00a0: ${most} au maximum.`,
    wrongKind: (name) => `Nous ne pouvons pas recevoir ${name}. Photos et PDF conviennent.`,
    refused: 'Pas envoyé. Nous ne pouvons pas recevoir ce fichier',
  },
};
