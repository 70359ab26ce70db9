import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { type Scenario, shopperOn, startScenario } from '../kit/scenario.ts';

let scenario: Scenario;
beforeAll(async () => {
  scenario = await startScenario();
});
afterEach(() => scenario.switches.allWell());
afterAll(() => scenario.stop());

it('under a strict policy our part works without a violation of its own, and the message arrives', async () => {
  const { demo, agent, switches } = scenario;
  const shopper = shopperOn(await scenario.newShopper());
  await switches.csp(true);
  const seen: string[] = [];
  await shopper.page.exposeFunction('reportViolation', (violation: string) => seen.push(violation));
  await shopper.page.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI }) => {
      const { reportViolation } = window as unknown as { reportViolation(violation: string): void };
      reportViolation(`${effectiveDirective} ${blockedURI}`);
    });
  });
  await shopper.page.goto(demo.shopUrl);
  await shopper.launcher.waitFor();
  await shopper.openBox();
  expect(seen).toEqual([]);
  await shopper.write('Strict but kind');
  await agent.sees('Strict but kind');
  // What is refused is Chatwoot's own: nothing of ours is inline or evaluated.
  for (const violation of seen) expect(violation).toMatch(/^(frame-src|script-src\S*|style-src\S*) /);
  expect(seen.join('\n')).not.toContain(demo.serverUrl);
});
