import type { MailTexts } from './mail-texts.ts';

export const nl: MailTexts = {
  about: '{shop}: uw bericht {reference}',
  aboutChat: '{shop}: ons gesprek',
  received: '{shop} heeft uw bericht ontvangen. Het nummer is {reference}.',
  receivedNext: 'We antwoorden op dit adres.',
  notYou: 'Heeft u ons niet geschreven? Dan heeft iemand zich vergist in het adres en hoeft u niets te doen.',
  answered: '{shop} heeft geantwoord:',
  withFiles: 'Er hoort een bestand bij. U ziet het in de chat van onze winkel.',
  answerOrGoOn: 'Beantwoord deze mail, of ga verder in onze winkel:',
  outage: '{shop}: er wachten berichten op Chatwoot',
  outageSince: 'Sinds {time} kunnen berichten van klanten niet bij Chatwoot worden afgeleverd. Bij ons zijn ze veilig.',
  outageCount: 'Wachtend: {count}.',
  outageNext: 'Ze komen vanzelf en op volgorde aan zodra Chatwoot weer bereikbaar is.',
  outageOver: '{shop}: alle berichten staan in Chatwoot',
  outageOverNext: 'Alles wat wachtte toen we u om {time} schreven, staat nu in Chatwoot.',
};
