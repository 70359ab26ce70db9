import { z } from 'zod';
import { isChatwootError } from '../../chatwoot/index.ts';
import { type IdentityRoute, identityRoutes, probeSessionMoves, type SessionMoves } from '../probe-session-moves.ts';
import { inboxOf } from '../setup-context.ts';
import type { SetupContext, SetupStep, StepResult } from '../setup-step.ts';
import type { SetupState } from '../setup-store.ts';
import { rememberedVersion } from './check-version.ts';

const stateSchema = z.enum(['open', 'guarded', 'unknown']);
const rememberedSchema = z.object({
  version: z.string(),
  inboxId: z.int(),
  routes: z.object({ contact: stateSchema, message: stateSchema, conversation: stateSchema }),
});

const routeNames: Record<IdentityRoute, string> = {
  contact: 'PATCH /contact',
  message: 'PATCH /messages/:id',
  conversation: 'POST /conversations',
};

/** Looks whether a browser could take another customer's place, once for every version of Chatwoot. */
export const sessionMoves: SetupStep = {
  name: 'identity-routes',
  async run(context: SetupContext): Promise<StepResult> {
    const version = rememberedVersion(context.state) ?? 'unknown';
    const inboxId = inboxOf(context.state, 'website').chatwootInboxId;
    const known = rememberedMoves(context.state);
    const isFresh = known?.version === version && known.inboxId === inboxId && !hasUnknown(known.routes);
    if (isFresh && !context.options.probeAgain) return { outcome: 'unchanged', message: describe(known.routes) };

    const routes = await probe(context);
    const outcome = hasUnknown(routes) ? 'warning' : 'done';
    return { outcome, message: describe(routes), result: { version, inboxId, routes } };
  },
};

/** What the last probe saw, or null if none has run. */
export function rememberedMoves(state: SetupState) {
  const parsed = rememberedSchema.safeParse(state.steps[sessionMoves.name]?.result);
  return parsed.success ? parsed.data : null;
}

async function probe(context: SetupContext): Promise<SessionMoves> {
  try {
    return await probeSessionMoves({ account: context.account(), widget: context.widget });
  } catch (error) {
    // Not knowing is no reason to leave a shop without chat; the next run looks again.
    if (isChatwootError(error)) return { contact: 'unknown', message: 'unknown', conversation: 'unknown' };
    throw error;
  }
}

function hasUnknown(routes: SessionMoves): boolean {
  return Object.values(routes).includes('unknown');
}

function describe(routes: SessionMoves): string {
  const [open, unknown] = [routesThatAre(routes, 'open'), routesThatAre(routes, 'unknown')];
  const sentences = [];
  if (open) sentences.push(`Not guarded: ${open}. Customers get no address and no guessable identifier in Chatwoot.`);
  if (unknown) sentences.push(`Not known yet: ${unknown}. The next run looks again.`);
  return sentences.join(' ') || 'All three routes that take an identity unsigned are guarded.';
}

function routesThatAre(routes: SessionMoves, state: SessionMoves[IdentityRoute]): string {
  return identityRoutes
    .filter((route) => routes[route] === state)
    .map((route) => routeNames[route])
    .join(', ');
}
