import type { MailTexts } from './mail-texts.ts';

export const pl: MailTexts = {
  about: '{shop}: Twoja wiadomość {reference}',
  aboutChat: '{shop}: nasza rozmowa',
  received: 'Sklep {shop} otrzymał Twoją wiadomość. Jej numer to {reference}.',
  receivedNext: 'Odpowiemy na ten adres.',
  notYou: 'To nie Ty do nas pisałeś? Ktoś pomylił adres i nie musisz nic robić.',
  answered: 'Odpowiedź sklepu {shop}:',
  withFiles: 'Do odpowiedzi dołączono plik. Zobaczysz go na czacie w naszym sklepie.',
  answerOrGoOn: 'Odpowiedz na tę wiadomość albo kontynuuj w naszym sklepie:',
  outage: '{shop}: wiadomości czekają na Chatwoot',
  outageSince: 'Od {time} wiadomości klientów nie można przekazać do Chatwoot. U nas są bezpieczne.',
  outageCount: 'Oczekujące: {count}.',
  outageNext: 'Dotrą same i po kolei, gdy tylko Chatwoot znów będzie dostępny.',
  outageOver: '{shop}: wszystkie wiadomości są w Chatwoot',
  outageOverNext: 'Wszystko, co czekało, gdy pisaliśmy do Ciebie o {time}, jest teraz w Chatwoot.',
};
