import type { FetchedPage } from '../fetch-page.ts';
import { placeOf } from '../fetch-page.ts';
import { note, ok, type PageFinding, problem } from '../finding.ts';
import type { PageContent } from '../read-page.ts';

const loginPath = /\/(wp-login\.php|log-?in|sign-?in|account\/login|sso|auth)(\/|$)/i;

/** Whether what came is a page of the shop, as everybody sees it. A problem here leaves nothing more to look at. */
export function checkPageAnswer(page: FetchedPage, content: PageContent): PageFinding[] {
  return [locked(page, content) ?? wrongStatus(page) ?? notHtml(page) ?? fine(page), ...moved(page)];
}

function locked({ url, movedFrom, status, headers, html }: FetchedPage, { bodyNames }: PageContent) {
  if (/\/password\/?$/.test(url.pathname) || /template-password/.test(bodyNames) || /action="\/password"/.test(html))
    return problem(
      'page-locked',
      'The shop is behind its password page, so nobody sees chat there.',
      'Take the password off (Shopify: Online Store > Preferences), or look at the page in a browser: add ?storefront-chat=debug to its address.',
    );
  if (/woocommerce-coming-soon/.test(bodyNames))
    return problem(
      'page-locked',
      'The shop shows its "coming soon" page.',
      'Make it live (WooCommerce > Settings > Site visibility), or look at the page in a browser: add ?storefront-chat=debug.',
    );
  const isAsked = status === 401 || headers.has('www-authenticate');
  if (isAsked || (movedFrom.length > 0 && loginPath.test(url.pathname)))
    return problem(
      'page-locked',
      'The page wants a login, and we have none to give.',
      'Name a page that everybody may see, or look at this one in a browser: add ?storefront-chat=debug to its address.',
    );
  return undefined;
}

function wrongStatus({ status, headers }: FetchedPage): PageFinding | undefined {
  if (status === 200) return undefined;
  return problem(
    'page-status',
    `The page answers ${status}. ${meaningOf(status, headers)}`,
    adviceFor(status, headers),
    {
      facts: { status },
    },
  );
}

const isChallenge = (status: number, headers: Headers) =>
  headers.has('cf-mitigated') || status === 403 || status === 429;

function meaningOf(status: number, headers: Headers): string {
  if (isChallenge(status, headers)) return 'Something before the shop keeps machines away.';
  if (status === 503) return 'The shop is under maintenance, or overloaded.';
  return status === 404 || status === 410 ? 'There is no such page.' : 'The shop itself is in trouble.';
}

function adviceFor(status: number, headers: Headers): string {
  if (isChallenge(status, headers))
    return 'Let "storefront-chat-doctor" (its user agent) through there, or look at the page in a browser: add ?storefront-chat=debug to its address.';
  if (status === 503) return 'Switch maintenance off, then ask again.';
  return status === 404 || status === 410
    ? 'Compare the address with the one in the browser.'
    : 'Ask whoever runs the shop.';
}

function notHtml({ headers, html }: FetchedPage): PageFinding | undefined {
  const type = headers.get('content-type')?.split(';')[0]?.trim().toLowerCase() ?? '';
  const isHtml = type ? /^(text\/html|application\/xhtml\+xml)$/.test(type) : /<html|<!doctype html/i.test(html);
  if (isHtml) return undefined;
  return problem(
    'page-type',
    `What is there is no page: ${/^[\w.+-]+\/[\w.+-]+$/.test(type) ? type : 'it has no type'}.`,
    'Name the address of a page, as the browser shows it.',
  );
}

function fine({ isCut, movedFrom, url }: FetchedPage): PageFinding {
  if (isCut) return note('page', 'The page is larger than 5 MB; only its first 5 MB were looked at.');
  return ok('page', movedFrom.length > 0 ? `It answers, at ${placeOf(url)}.` : 'It answers.');
}

function moved({ movedFrom, url }: FetchedPage): PageFinding[] {
  const [first] = movedFrom;
  if (!first || first.hostname === url.hostname) return [];
  const message = `${first.hostname} sends visitors on to ${url.hostname}; what follows is about the latter.`;
  return [note('page-moved', message, `Both belong among the store's origins if visitors can stay on either.`)];
}
