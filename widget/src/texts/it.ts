import { plural } from './plural.ts';
import type { TextPack } from './text-pack.ts';

const byMail = 'Scrivici qui e ti rispondiamo via e‑mail.';
const away = `La chat non è disponibile in questo momento. ${byMail}`;
const keptHere = 'Scrivi comunque: il messaggio resta su questo dispositivo finché non si può inviare.';

export const pack: TextPack = {
  launcher: 'Chatta con noi',
  greeting: 'Scrivici, ti risponde una persona.',
  placeholder: 'Il tuo messaggio',
  close: 'Chiudi',
  send: 'Invia',
  log: 'I tuoi messaggi',
  states: {
    kept: 'Salvato su questo dispositivo, non ancora inviato',
    unstored: 'Non ancora inviato. Tieni aperta questa pagina',
    sending: 'Invio in corso…',
    received: 'Ricevuto',
    delivered: 'Consegnato',
    failed: 'Ricevuto. C’è un ritardo',
    refused: 'Non inviato',
  },
  waiting: 'Il tuo messaggio resta su questo dispositivo finché non si può inviare.',
  reference: (reference) => `Il tuo riferimento: ${reference}`,
  edit: 'Modifica',
  goOnInChat: 'Continua nella chat',
  reasons: {
    blocked: `La chat è bloccata in questo browser. ${byMail}`,
    csp: away,
    offline: `Sei offline. ${keptHere}`,
    timeout: `La chat è lenta in questo momento. ${byMail}`,
    'chat-down': away,
    refused: away,
    'rate-limited': away,
    suspended: away,
    'closed-now': `Adesso siamo chiusi. ${byMail}`,
    'chat-off': byMail,
    'settings-missing': away,
    'server-down': `Non siamo raggiungibili in questo momento. ${keptHere}`,
  },
  opensAt: (when) => `Torniamo: ${when}.`,
  unread: (label, count) => `${label}, ${plural('it', count, { one: '# nuovo messaggio', other: '# nuovi messaggi' })}`,
  details: {
    title: 'Dove possiamo risponderti?',
    email: 'E-mail',
    name: 'Nome',
    save: 'Salva',
    emailWrong: 'Inserisci un indirizzo come nome@esempio.it.',
    given: (email) => `Rispondiamo a ${email}.`,
    change: 'Cambia',
  },
  form: {
    optional: (label) => `${label} (facoltativo)`,
    missing: 'Compila questo campo.',
    choose: 'Scegli',
    agree: 'Spunta questa casella e potremo ricevere il tuo messaggio.',
    privacy: 'Come trattiamo i tuoi dati',
    before: 'Manca solo questo, poi il messaggio parte.',
  },
  files: {
    add: 'Aggiungi file',
    list: 'File allegati',
    remove: (name) => `Rimuovi ${name}`,
    tooMany: (most) => `Ne possiamo ricevere ${most} alla volta.`,
    tooLarge: (name, most) => `${name} è troppo grande: al massimo ${most}.`,
    wrongKind: (name) => `Non possiamo ricevere ${name}. Foto e PDF vanno bene.`,
    refused: 'Non inviato. Non possiamo ricevere questo file',
  },
};
