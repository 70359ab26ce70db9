import { describeMoves, isGuarded, probeNow } from '../../provisioning/index.ts';
import type { Check } from '../check.ts';

/** Whether a browser can take another contact's place by naming it. Open is how Chatwoot comes; ours is safe with it. */
export const identityRoutes: Check = {
  name: 'identity-routes',
  async run({ context }) {
    const routes = await probeNow(context);
    return [{ state: isGuarded(routes) ? 'ok' : 'note', message: describeMoves(routes), facts: routes }];
  },
};
