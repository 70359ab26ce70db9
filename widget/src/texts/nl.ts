import { plural } from './plural.ts';
import type { TextPack } from './text-pack.ts';

const byMail = 'Schrijf ons hier, dan antwoorden we per e‑mail.';
const away = `Livechat werkt nu even niet. ${byMail}`;
const keptHere = 'Schrijf gerust: je bericht blijft op dit apparaat tot het verstuurd kan worden.';

export const pack: TextPack = {
  launcher: 'Chat met ons',
  greeting: 'Schrijf ons, een mens antwoordt.',
  placeholder: 'Je bericht',
  close: 'Sluiten',
  send: 'Versturen',
  log: 'Je berichten',
  states: {
    kept: 'Bewaard op dit apparaat, nog niet verstuurd',
    unstored: 'Nog niet verstuurd. Houd deze pagina open',
    sending: 'Wordt verstuurd…',
    received: 'Ontvangen',
    delivered: 'Bezorgd',
    failed: 'Ontvangen. Het duurt iets langer',
    refused: 'Niet verstuurd',
  },
  waiting: 'Je bericht blijft op dit apparaat tot het verstuurd kan worden.',
  reference: (reference) => `Je kenmerk: ${reference}`,
  edit: 'Bewerken',
  goOnInChat: 'Verder in de chat',
  reasons: {
    blocked: `Livechat wordt in deze browser geblokkeerd. ${byMail}`,
    csp: away,
    offline: `Je bent offline. ${keptHere}`,
    timeout: `Livechat is nu traag. ${byMail}`,
    'chat-down': away,
    refused: away,
    'rate-limited': away,
    suspended: away,
    'closed-now': `We zijn nu gesloten. ${byMail}`,
    'chat-off': byMail,
    'settings-missing': away,
    'server-down': `We zijn nu niet bereikbaar. ${keptHere}`,
  },
  opensAt: (when) => `We zijn er weer op ${when}.`,
  unread: (label, count) => `${label}, ${plural('nl', count, { one: '# nieuw bericht', other: '# nieuwe berichten' })}`,
  details: {
    title: 'Waar kunnen we je antwoorden?',
    email: 'E-mail',
    name: 'Naam',
    save: 'Opslaan',
    emailWrong: 'Vul een adres in zoals naam@voorbeeld.nl.',
    given: (email) => `We antwoorden aan ${email}.`,
    change: 'Wijzigen',
  },
  form: {
    optional: (label) => `${label} (niet verplicht)`,
    missing: 'Vul dit nog even in.',
    choose: 'Maak een keuze',
    agree: 'Vink dit aan, dan mogen we je bericht aannemen.',
    privacy: 'Hoe we met je gegevens omgaan',
    before: 'Nog even dit, dan gaat je bericht weg.',
  },
  files: {
    add: 'Bestanden toevoegen',
    list: 'Bestanden die meegaan',
    remove: (name) => `${name} verwijderen`,
    tooMany: (most) => `We nemen er ${most} tegelijk aan.`,
    tooLarge: (name, most) => `${name} is te groot: tot ${most} kan.`,
    wrongKind: (name) => `We kunnen ${name} niet aannemen. Foto’s en pdf’s wel.`,
    refused: 'Niet verstuurd. We kunnen dit bestand niet aannemen',
  },
};
