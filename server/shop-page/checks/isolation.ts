import type { Examination, PageCheck } from '../examination.ts';
import { note } from '../finding.ts';

/** Under this header frames of others must ask for it themselves, which Chatwoot's does not. */
export const checkIsolation: PageCheck = ({ page, standing }: Examination) => {
  const embedder = page.headers.get('cross-origin-embedder-policy')?.split(';')[0]?.trim();
  if (!standing || !embedder || embedder === 'unsafe-none') return [];
  const message = `The page isolates itself (Cross-Origin-Embedder-Policy: ${embedder}): the box takes messages, Chatwoot’s frame stays away.`;
  return [note('isolation', message, 'Leave the header off pages with chat, or send it with Chatwoot’s frame too.')];
};
