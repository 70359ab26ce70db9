import { Hono } from 'hono';
import { z } from 'zod';
import { readForm } from './read-form.ts';
import type { ShopDeps, ShopEnv } from './shop-env.ts';
import { showPage } from './show-page.ts';
import { isOn, off, type QaSwitch, qaSwitches } from './switch-list.ts';
import { allWell, type SwitchState, switchChangeSchema } from './switches.ts';

const groups = [
  { id: 'chatwoot', title: 'Chatwoot', hint: 'One at a time. The agent desk stands behind the same faults.' },
  { id: 'server', title: 'Our server', hint: 'Where the launcher and the messages go.' },
  { id: 'csp', title: 'The shop', hint: 'Counts from the next page on.' },
] as const;

/** "Break things on purpose": the switches as a page for people and as JSON for tests. */
export function qaRoutes(deps: ShopDeps): Hono<ShopEnv> {
  const { switches } = deps;
  const app = new Hono<ShopEnv>();

  app.get('/qa', async (c) => {
    const state = await switches.read();
    const data = { groups: groupSwitches(state), unreachable: unreachable(state), desk_url: deps.deskUrl };
    return showPage(c, deps, { template: 'qa', title: 'Break things on purpose', data });
  });

  app.post('/qa', async (c) => {
    const { switch: id } = await readForm(c);
    const one = qaSwitches.find((known) => known.id === id);
    if (!one && id !== 'all-well') return c.text('There is no such switch.', 400);
    await switches.write(one ? await toggled(one) : allWell);
    return c.redirect('/qa', 303);
  });

  app.get('/qa/state', async (c) => c.json(await switches.read()));

  app.put('/qa/state', async (c) => {
    const change = switchChangeSchema.safeParse(await c.req.json().catch(() => undefined));
    if (!change.success) return c.json({ error: z.prettifyError(change.error) }, 400);
    await switches.write(change.data);
    return c.json(await switches.read());
  });

  async function toggled(one: QaSwitch) {
    return isOn(await switches.read(), one) ? off(one) : one.on;
  }
  return app;
}

function groupSwitches(state: SwitchState) {
  return groups.map((group) => ({
    ...group,
    switches: qaSwitches
      .filter((one) => one.group === group.id)
      .map((one) => ({ id: one.id, label: one.label, effect: one.effect, is_on: isOn(state, one) })),
  }));
}

function unreachable(state: SwitchState): string[] {
  const names = { chatwoot: 'Chatwoot', server: 'our server' };
  return (['chatwoot', 'server'] as const).filter((key) => state[key] === 'unreachable').map((key) => names[key]);
}
