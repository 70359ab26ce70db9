import { plural } from './plural.ts';
import type { TextPack } from './text-pack.ts';

const byMail = 'Prosimy napisać tutaj, odpowiemy e‑mailem.';
const away = `Czat jest teraz niedostępny. ${byMail}`;
const keptHere = 'Można pisać mimo to: wiadomość zostanie na tym urządzeniu do czasu wysłania.';

export const pack: TextPack = {
  launcher: 'Porozmawiaj z nami',
  greeting: 'Na wiadomości odpowiada człowiek.',
  placeholder: 'Wiadomość',
  close: 'Zamknij',
  send: 'Wyślij',
  log: 'Wiadomości',
  states: {
    kept: 'Zachowana na tym urządzeniu, jeszcze niewysłana',
    unstored: 'Jeszcze niewysłana. Prosimy nie zamykać tej strony',
    sending: 'Wysyłanie…',
    received: 'Otrzymana',
    delivered: 'Doręczona',
    failed: 'Otrzymana. Jest opóźnienie',
    refused: 'Niewysłana',
  },
  waiting: 'Wiadomość zostanie na tym urządzeniu do czasu wysłania.',
  reference: (reference) => `Numer sprawy: ${reference}`,
  edit: 'Edytuj',
  goOnInChat: 'Kontynuuj na czacie',
  reasons: {
    blocked: `Czat jest zablokowany w tej przeglądarce. ${byMail}`,
    csp: away,
    offline: `Brak połączenia z internetem. ${keptHere}`,
    timeout: `Czat działa teraz wolno. ${byMail}`,
    'chat-down': away,
    refused: away,
    'rate-limited': away,
    suspended: away,
    'closed-now': `Teraz mamy zamknięte. ${byMail}`,
    'chat-off': byMail,
    'settings-missing': away,
    'server-down': `Nie można się z nami teraz połączyć. ${keptHere}`,
  },
  opensAt: (when) => `Wracamy: ${when}.`,
  unread: (label, count) =>
    `${label}, ${plural('pl', count, { one: '# nowa wiadomość', few: '# nowe wiadomości', other: '# nowych wiadomości' })}`,
  details: {
    title: 'Na jaki adres możemy odpowiedzieć?',
    email: 'E-mail',
    name: 'Imię',
    save: 'Zapisz',
    emailWrong: 'Prosimy podać adres taki jak imie@przyklad.pl.',
    given: (email) => `Odpowiemy na adres ${email}.`,
    change: 'Zmień',
  },
  form: {
    optional: (label) => `${label} (opcjonalnie)`,
    missing: 'Prosimy wypełnić to pole.',
    choose: 'Prosimy wybrać',
    agree: 'Prosimy zaznaczyć to pole, abyśmy mogli przyjąć wiadomość.',
    privacy: 'Jak traktujemy dane',
    before: 'Jeszcze tylko to i wiadomość zostanie wysłana.',
  },
  files: {
    add: 'Dodaj pliki',
    list: 'Załączone pliki',
    remove: (name) => `Usuń ${name}`,
    tooMany: (most) => `Możemy przyjąć naraz: ${most}.`,
    tooLarge: (name, most) => `Plik ${name} jest za duży: najwyżej ${most}.`,
    wrongKind: (name) => `Nie możemy przyjąć pliku ${name}. Zdjęcia i PDF-y tak.`,
    refused: 'Niewysłany. Nie możemy przyjąć tego pliku',
  },
};
