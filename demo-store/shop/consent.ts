import type { Context } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';

/** What visitors may allow, in the shop's own words. */
export const purposes = [
  {
    id: 'preferences',
    label: 'Remember this browser',
    effect: 'We know on the next page that it is still you, without knowing who you are.',
  },
  {
    id: 'analytics',
    label: 'See what is looked at',
    effect: 'Pages and cart, so that whoever answers your chat sees what you mean. Forgotten after 90 days.',
  },
  {
    id: 'marketing',
    label: 'Speak to you first',
    effect: 'We may offer help on a page before you ask for it.',
  },
] as const;

const ids = purposes.map(({ id }) => id);
export type ConsentChoice = Record<(typeof ids)[number], boolean>;

/** Read by the theme's own script as well: `analytics.marketing`, or `none`. */
const cookieName = 'hornero_consent';
const halfYearSeconds = 182 * 24 * 60 * 60;

/** What this browser's visitor has chosen; undefined while they have not. */
export function readConsent(c: Context): ConsentChoice | undefined {
  const value = getCookie(c, cookieName);
  return value === undefined ? undefined : choiceOf(value.split('.'));
}

export function keepConsent(c: Context, choice: ConsentChoice): void {
  const allowed = ids.filter((id) => choice[id]);
  setCookie(c, cookieName, allowed.join('.') || 'none', { path: '/', sameSite: 'Lax', maxAge: halfYearSeconds });
}

export function choiceOf(allowed: readonly string[]): ConsentChoice {
  return Object.fromEntries(ids.map((id) => [id, allowed.includes(id)])) as ConsentChoice;
}
