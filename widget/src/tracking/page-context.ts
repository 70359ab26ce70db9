import type { EventPage } from '../../../contract/events.ts';
import { addressOf, ownPage } from './page-address.ts';
import type { PageFacts } from './page-facts.ts';

const types = /^(home|product|collection|search|cart|checkout|order|account|content|other)$/;

/** Where something happens, as it is told with every event. Of pages that are the visitor's own, no more than the kind. */
export function pageContext({ type: told, locale }: PageFacts): EventPage {
  const guessed = ownPage(`${location.pathname} ${document.body.className}`);
  const isOwn = !!guessed || /^(account|order|checkout)$/.test(`${told}`);
  return {
    url: `${addressOf(location, isOwn)}`,
    title: isOwn ? undefined : document.title.slice(0, 300),
    type: types.test(`${told}`) ? (told as EventPage['type']) : guessed,
    locale: `${locale || document.documentElement.lang}`.slice(0, 35) || undefined,
  };
}
