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
  routes: z.object({ contact: stateSchema, message: stateSchema, conversation: stateSchema, setUser: stateSchema }),
});

const routeNames: Record<IdentityRoute, string> = {
  contact: 'PATCH /contact',
  message: 'PATCH /messages/:id',
  conversation: 'POST /conversations',
  setUser: 'PATCH /contact/set_user',
};

/** Looks whether a browser could take another customer's place, once for every version of Chatwoot. */
export const sessionMoves: SetupStep = {
  name: 'identity-routes',
  async run(context: SetupContext): Promise<StepResult> {
    const version = rememberedVersion(context.state) ?? 'unknown';
    const inboxId = inboxOf(context.state, 'website').chatwootInboxId;
    const known = rememberedMoves(context.state);
    const isFresh = known?.version === version && known.inboxId === inboxId && !hasUnknown(known.routes);
    if (isFresh && !context.options.probeAgain) return { outcome: 'unchanged', message: describeMoves(known.routes) };

    const routes = await probe(context);
    const outcome = isGuarded(routes) ? 'done' : 'warning';
    return { outcome, message: describeMoves(routes), result: { version, inboxId, routes } };
  },
};

/** Looks now, whatever is remembered, and remembers what it saw if that is all of it. */
export async function probeNow(context: SetupContext): Promise<SessionMoves> {
  const { result = {} } = await sessionMoves.run({ ...context, options: { ...context.options, probeAgain: true } });
  const { routes } = rememberedSchema.parse(result);
  if (!hasUnknown(routes)) await context.store.saveStep(context.storeId, sessionMoves.name, { result, applied: {} });
  return routes;
}

/** What the last probe saw, or null if none has run. */
export function rememberedMoves({ steps }: Pick<SetupState, 'steps'>) {
  const parsed = rememberedSchema.safeParse(steps[sessionMoves.name]?.result);
  return parsed.success ? parsed.data : null;
}

async function probe(context: SetupContext): Promise<SessionMoves> {
  try {
    return await probeSessionMoves({ account: context.account(), widget: context.widget });
  } catch (error) {
    // Not knowing is no reason to leave a shop without chat; the next run looks again.
    if (isChatwootError(error))
      return { contact: 'unknown', message: 'unknown', conversation: 'unknown', setUser: 'unknown' };
    throw error;
  }
}

function hasUnknown(routes: SessionMoves): boolean {
  return Object.values(routes).includes('unknown');
}

/** Whether no session can be moved, as far as the probe tells. */
export function isGuarded(routes: SessionMoves): boolean {
  return Object.values(routes).every((state) => state === 'guarded');
}

/** One or two sentences for people. */
export function describeMoves(routes: SessionMoves): string {
  const [open, unknown] = [routesThatAre(routes, 'open'), routesThatAre(routes, 'unknown')];
  const sentences = [];
  if (open) sentences.push(`Not guarded: ${open}. ${safeDefault}`);
  if (unknown) sentences.push(`Not known yet: ${unknown}. The next run looks again.`);
  return sentences.join(' ') || 'All routes that take an identity unsigned are guarded.';
}

const safeDefault =
  'Customers are safe: they get no address and no guessable identifier in Chatwoot. To close it: docs/guard.md.';

function routesThatAre(routes: SessionMoves, state: SessionMoves[IdentityRoute]): string {
  return identityRoutes
    .filter((route) => routes[route] === state)
    .map((route) => routeNames[route])
    .join(', ');
}
