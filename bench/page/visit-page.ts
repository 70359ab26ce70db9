import { startForwardProxy } from './forward-proxy.ts';
import { type LoadFigures, measureLoad } from './measure-load.ts';
import { measurePress, type PressFigures } from './measure-press.ts';
import type { Milestones } from './milestones.ts';
import { openShopper } from './open-shopper.ts';
import { startSlowLine } from './slow-line.ts';
import type { Stage } from './stage.ts';
import { createUndoList, type UndoList } from './undo-list.ts';
import { type VariantName, variants } from './variants.ts';

export interface Visit {
  figures: Figures;
  /** Null when the press had nothing to start. */
  milestones: Milestones | null;
  browserVersion: string;
}

/** Times in milliseconds. Null: this variant has no such thing. */
export interface Figures extends LoadFigures, PressFigures {
  /** Contacts that Chatwoot has made before the press, and until the end. */
  contactsBefore: number;
  contactsInAll: number;
}

export const lineSpeed = { roundTripMs: 150, downKbit: 1600, upKbit: 750 };
export const cpuSlowdown = 4;

const visitTimeoutMs = 180_000;

/**
 * Visits the product page once, in a new browser on a slow line, and presses the launcher if there is one.
 * @throws what `signal` was aborted with, or what went wrong; in either case nothing is left running.
 */
export async function visitPage(stage: Stage, name: VariantName, signal: AbortSignal): Promise<Visit> {
  const undo = createUndoList();
  const bounded = AbortSignal.any([signal, AbortSignal.timeout(visitTimeoutMs)]);
  bounded.throwIfAborted();
  const aborted = new Promise<never>((_, reject) => {
    bounded.addEventListener('abort', () => reject(bounded.reason), { once: true });
  });
  try {
    // A visit that is abandoned ends by itself: its browser is closed below.
    return await Promise.race([visit(stage, name, undo), aborted]);
  } finally {
    await undo.run();
  }
}

async function visit(stage: Stage, name: VariantName, undo: UndoList): Promise<Visit> {
  const variant = variants[name];
  const proxy = await startForwardProxy(stage.routes(name));
  undo.add(proxy.stop);
  const line = await startSlowLine(proxy.port, lineSpeed);
  undo.add(line.stop);
  const shopper = await openShopper({ proxyPort: line.port, cpuSlowdown });
  undo.add(shopper.close);

  await stage.contactsMade();
  const load = await measureLoad(shopper, line, stage.pageUrl, variant);
  const contactsBefore = await stage.contactsMade();
  const { milestones, ...press } = await measurePress(shopper, variant);
  const contactsInAll = contactsBefore + (await stage.contactsMade());
  const ownBootMs = load.ownBootMs ?? press.ownBootMs;
  const figures = { ...load, ...press, ownBootMs, contactsBefore, contactsInAll };
  return { figures, milestones, browserVersion: shopper.browserVersion };
}
