import type { ConsentByPurpose, Purpose } from '../../../contract/consent.ts';
import { lookAgain } from '../browser/look-again.ts';
import { hasDataLayer } from '../data-layer/has-data-layer.ts';
import type { LoadChunk } from '../loader/chunks.ts';
import { combineConsent, forEachPurpose, type Opinion } from './combine-consent.ts';
import type { ReadOpinion } from './source.ts';

export interface Consent {
  readonly now: ConsentByPurpose;
  /** The page's own word, the weightiest. A purpose that is not named stays as it was. */
  say(purposes: Partial<Record<Purpose, boolean>>): void;
  /** Tells of every change from here on. */
  watch(listener: ConsentListener): void;
}

type ConsentListener = (now: ConsentByPurpose, before: ConsentByPurpose) => void;

interface Globals {
  Shopify?: { customerPrivacy?: unknown; loadFeatures?: unknown };
  wp_has_consent?: unknown;
  __tcfapi?: unknown;
}

/** Who may speak of it, the weightiest first: in which chunk they are understood, and what shows that they are here. */
const sources: [chunk: 'shopify' | 'woocommerce' | 'tcf' | 'data-layer', isHere: (page: Globals) => unknown][] = [
  ['shopify', ({ Shopify }) => Shopify?.customerPrivacy ?? Shopify?.loadFeatures],
  ['woocommerce', ({ wp_has_consent }) => wp_has_consent],
  ['tcf', ({ __tcfapi }) => __tcfapi],
  ['data-layer', hasDataLayer],
];

/**
 * What the visitor allows, from all that this page and browser say of it. Before all sources goes what the page itself
 * says, after them Global Privacy Control. Nothing is stored; of the network only our own chunks are asked for, and on
 * Shopify its consent API is loaded by the means it has for that.
 * @param signal ends it: `now` then stays as it is
 */
export function watchConsent(loadChunk: LoadChunk, signal: AbortSignal): Consent {
  const said: Opinion = {};
  const opinions: (Opinion | undefined)[] = [];
  const readers: (ReadOpinion | undefined)[] = [];
  const listeners: ConsentListener[] = [];
  /** How many sources are here that nobody understands yet. */
  let loading = 0;
  let now = combineConsent(opinions);

  /** Sources that have come since the last time, or whose chunk could not be had. */
  function find() {
    sources.forEach(([, isHere], index) => {
      try {
        if (!readers[index] && isHere(window as Globals)) load(index);
      } catch {
        // A page may have anything under these names.
      }
    });
    look();
  }

  function look() {
    if (signal.aborted) return;
    readers.forEach((read, index) => {
      try {
        if (read) opinions[index] = read();
      } catch {
        // What a source has said holds until it can be read again.
      }
    });
    const inForce = combineConsent([said, ...opinions, gpc()]);
    const before = now;
    // Whoever is still to be heard may say no.
    const next = forEachPurpose((purpose) => {
      const isEarly = loading && inForce[purpose] === 'granted' && before[purpose] !== 'granted';
      return isEarly ? 'pending' : inForce[purpose];
    });
    now = next;
    if (JSON.stringify(next) === JSON.stringify(before)) return;
    for (const listener of listeners) {
      try {
        listener(next, before);
      } catch (error) {
        complain(error);
      }
    }
  }

  /** Until it has come its source waits for an answer, and if it cannot be had, for longer. */
  async function load(index: number) {
    loading++;
    readers[index] = () => forEachPurpose(() => 'pending');
    const { consentSource } = (await loadChunk(sources[index]?.[0] as 'tcf').catch(() => undefined)) ?? {};
    loading--;
    if (!signal.aborted) readers[index] = consentSource?.(changed, signal);
    look();
  }

  // What is said in one breath (all refused, then some allowed) is one change, and not a withdrawal in between.
  const changed = () => queueMicrotask(look);
  lookAgain(find, signal);

  return {
    get now() {
      return now;
    },
    say(purposes) {
      for (const [purpose, isAllowed] of Object.entries(Object(purposes))) {
        if (Object.hasOwn(now, purpose) && typeof isAllowed === 'boolean')
          said[purpose as Purpose] = isAllowed ? 'granted' : 'denied';
        else complain(`takes true or false for ${Object.keys(now).join(', ')}; ${purpose} is left out`);
      }
      look();
    },
    watch: (listener) => void listeners.push(listener),
  };
}

/**
 * Global Privacy Control: this browser objects, everywhere, to its person's data being sold or shared. Ours is neither
 * sold nor shared; what comes nearest to it is being spoken to because of it.
 */
const gpc = (): Opinion =>
  (navigator as { globalPrivacyControl?: unknown }).globalPrivacyControl === true ? { marketing: 'denied' } : {};

function complain(what: unknown) {
  console.warn('storefront-chat: consent:', what);
}
