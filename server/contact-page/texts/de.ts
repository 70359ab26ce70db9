import type { PageTexts } from './en.ts';

export const de: PageTexts = {
  title: 'Schreiben Sie uns',
  lead: 'Ein Mensch liest es und antwortet per E‑Mail.',
  message: 'Ihre Nachricht',
  email: 'E-Mail',
  emailWhy: 'Damit wir Ihnen antworten können.',
  name: 'Name',
  optional: 'freiwillig',
  choose: 'Bitte auswählen',
  send: 'Senden',
  privacy: 'Wie wir mit Ihren Daten umgehen',
  back: 'Zurück zum Shop',
  trap: 'Bitte leer lassen',
  mend: 'Noch nicht gesendet. Bitte sehen Sie nach, was markiert ist:',
  missing: 'Bitte ausfüllen.',
  emailWrong: 'Bitte eine Adresse wie name@beispiel.de eingeben.',
  tooLong: 'Bitte kürzer fassen.',
  agree: 'Bitte hier zustimmen, dann dürfen wir die Nachricht annehmen.',
  again:
    'Mit diesem Formular ist schon eine Nachricht gesendet worden. Für diese bitte noch einmal auf Senden drücken.',
  elsewhere: 'Noch nicht gesendet, denn das Formular lag auf einer anderen Seite. Bitte prüfen und auf Senden drücken.',
  tooMany:
    'Noch nicht gesendet: Von hier kamen zu viele Nachrichten. Bitte in einer Minute noch einmal auf Senden drücken.',
  broken:
    'Noch nicht gesendet, und das liegt an uns. Ihr Text ist noch da: Bitte gleich noch einmal auf Senden drücken.',
  tooLarge:
    'Das ist mehr, als wir auf einmal annehmen können. Gehen Sie zurück, Ihr Text ist noch da, und kürzen Sie ihn.',
  unknown: 'Unter dieser Adresse gibt es keinen Shop.',
  sent: 'Wir haben Ihre Nachricht',
  answer: (email) => `Wir antworten an ${email}.`,
  noAddress: 'Sie haben keine Adresse angegeben, per E‑Mail können wir daher nicht antworten.',
  reference: 'Ihre Referenz',
};
