import type { PageTexts } from './en.ts';

export const fr: PageTexts = {
  title: 'Écrivez-nous',
  lead: 'Une vraie personne vous lit et vous répond par e‑mail.',
  message: 'Votre message',
  email: 'E-mail',
  emailWhy: 'Pour que nous puissions vous répondre.',
  name: 'Nom',
  optional: 'facultatif',
  choose: 'Choisissez',
  send: 'Envoyer',
  privacy: 'Comment nous traitons vos données',
  back: 'Retour à la boutique',
  trap: 'Laissez ce champ vide',
  mend: 'Pas encore envoyé. Regardez ce qui est signalé\u00a0:',
  missing: 'Merci de remplir ce champ.',
  emailWrong: 'Veuillez saisir une adresse comme nom@exemple.fr.',
  tooLong: 'Merci de raccourcir ce texte.',
  agree: 'Cochez cette case pour que nous puissions recevoir votre message.',
  again: 'Un message est déjà parti avec ce formulaire. Appuyez sur Envoyer pour envoyer aussi celui-ci.',
  elsewhere:
    'Pas encore envoyé\u00a0: le formulaire se trouvait sur une autre page. Vérifiez-le et appuyez sur Envoyer.',
  tooMany:
    'Pas encore envoyé\u00a0: trop de messages sont venus d’ici. Attendez une minute et appuyez de nouveau sur Envoyer.',
  broken:
    'Pas encore envoyé, par notre faute. Votre texte est toujours là\u00a0: appuyez de nouveau sur Envoyer dans un instant.',
  tooLarge:
    'C’est plus que nous ne pouvons recevoir en une fois. Revenez en arrière, votre texte y est encore, et raccourcissez-le.',
  unknown: 'Il n’y a pas de boutique à cette adresse.',
  sent: 'Nous avons votre message',
  answer: (email) => `Nous répondons à ${email}.`,
  noAddress: 'Vous n’avez pas donné d’adresse\u00a0: nous ne pouvons pas répondre par e‑mail.',
  reference: 'Votre référence',
};
