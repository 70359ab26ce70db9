import { plural } from './plural.ts';
import type { TextPack } from './text-pack.ts';

const byMail = 'Schreiben Sie uns hier, wir antworten per E‑Mail.';
const away = `Der Live-Chat ist gerade nicht verfügbar. ${byMail}`;
const keptHere = 'Schreiben Sie ruhig: Die Nachricht bleibt auf diesem Gerät, bis sie gesendet werden kann.';

export const pack: TextPack = {
  launcher: 'Mit uns chatten',
  greeting: 'Schreiben Sie uns, ein Mensch antwortet.',
  placeholder: 'Ihre Nachricht',
  close: 'Schließen',
  send: 'Senden',
  log: 'Ihre Nachrichten',
  states: {
    kept: 'Auf diesem Gerät gespeichert, noch nicht gesendet',
    unstored: 'Noch nicht gesendet. Bitte diese Seite offen lassen',
    sending: 'Wird gesendet …',
    received: 'Empfangen',
    delivered: 'Zugestellt',
    failed: 'Empfangen. Es dauert etwas länger',
    refused: 'Nicht gesendet',
  },
  waiting: 'Ihre Nachricht bleibt auf diesem Gerät, bis sie gesendet werden kann.',
  reference: (reference) => `Ihre Referenz: ${reference}`,
  edit: 'Bearbeiten',
  goOnInChat: 'Im Chat weiterschreiben',
  reasons: {
    blocked: `Der Live-Chat wird in diesem Browser blockiert. ${byMail}`,
    csp: away,
    offline: `Sie sind offline. ${keptHere}`,
    timeout: `Der Live-Chat ist gerade langsam. ${byMail}`,
    'chat-down': away,
    refused: away,
    'rate-limited': away,
    suspended: away,
    'closed-now': `Wir haben gerade geschlossen. ${byMail}`,
    'chat-off': byMail,
    'settings-missing': away,
    'server-down': `Wir sind gerade nicht erreichbar. ${keptHere}`,
  },
  opensAt: (when) => `Wir sind wieder da: ${when}.`,
  unread: (label, count) =>
    `${label}, ${plural('de', count, { one: '# neue Nachricht', other: '# neue Nachrichten' })}`,
  details: {
    title: 'Wohin dürfen wir antworten?',
    email: 'E-Mail',
    name: 'Name',
    save: 'Speichern',
    emailWrong: 'Bitte eine Adresse wie name@beispiel.de eingeben.',
    given: (email) => `Wir antworten an ${email}.`,
    change: 'Ändern',
  },
  form: {
    optional: (label) => `${label} (freiwillig)`,
    missing: 'Bitte ausfüllen.',
    choose: 'Bitte auswählen',
    agree: 'Bitte hier zustimmen, dann dürfen wir die Nachricht annehmen.',
    privacy: 'Wie wir mit Ihren Daten umgehen',
    before: 'Nur noch diese Angaben, dann geht die Nachricht raus.',
  },
  files: {
    add: 'Dateien anhängen',
    list: 'Dateien, die mitgehen',
    remove: (name) => `${name} entfernen`,
    tooMany: (most) => `Bitte höchstens ${most} auf einmal.`,
    tooLarge: (name, most) => `${name} ist zu groß: bis ${most} geht es.`,
    wrongKind: (name) => `${name} können wir nicht annehmen. Fotos und PDFs gehen.`,
    refused: 'Nicht gesendet. Diese Datei können wir nicht annehmen',
  },
};
