import { html } from 'hono/html';
import type { ServedStore } from '../stores/index.ts';
import { homeOf, type Page } from './page-frame.ts';
import type { PageLanguage } from './page-language.ts';

/** Says that we have the message, and no more than that. */
export function sentPage(
  store: ServedStore,
  { texts }: PageLanguage,
  { reference, email }: { reference: string; email: string | undefined },
): Page {
  const home = homeOf(store);
  const body = html`<div class="done" role="status">
<svg viewBox="0 0 24 24" aria-hidden="true"><circle cx="12" cy="12" r="10"/><path d="m7.5 12.5 3 3 6-6.5"/></svg>
<h1>${texts.sent}</h1>
<p class="lead">${email ? texts.answer(email) : texts.noAddress}</p>
<p class="reference">${texts.reference}<strong dir="ltr">${reference}</strong></p>
${home ? html`<a class="button" href="${home}">${texts.back}</a>` : ''}
</div>`;
  return { status: 200, title: `${texts.sent} (${reference})`, body };
}
