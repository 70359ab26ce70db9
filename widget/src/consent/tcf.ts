import { forEachPurpose, type Opinion } from './combine-consent.ts';
import type { ConsentSource } from './source.ts';

type Consents = Partial<Record<number, unknown>>;

interface TcData {
  eventStatus?: unknown;
  gdprApplies?: unknown;
  listenerId?: unknown;
  purpose?: { consents?: Consents };
  publisher?: { consents?: Consents };
}

type TcfApi = (command: string, version: 2, hear: (data: TcData | null) => void, listenerId?: unknown) => void;

const waiting: Opinion = forEachPurpose(() => 'pending' as const);

/**
 * IAB Europe's Transparency and Consent Framework, 2.2 and newer: the banners of advertising. Its purposes count by
 * consent alone, never by legitimate interest. We are no vendor of its list, so no vendor's consent is asked for.
 */
export const tcf: ConsentSource = (changed, signal) => {
  let api: TcfApi | undefined;
  let newest: TcData | null = null;
  let opinion = waiting;

  function hear(data: TcData | null) {
    newest = data;
    if (signal.aborted) api?.('removeEventListener', 2, () => {}, data?.listenerId);
    else changed();
  }

  return () => {
    const { __tcfapi } = window as { __tcfapi?: TcfApi };
    if (!__tcfapi) return undefined;
    if (api !== __tcfapi) {
      // A banner puts its own function in the place of the one that has only kept calls for it.
      api = __tcfapi;
      api('addEventListener', 2, hear);
    }
    if (newest) opinion = opinionOf(newest, opinion);
    return opinion;
  };
};

export { tcf as consentSource };

function opinionOf({ eventStatus, gdprApplies, purpose, publisher }: TcData, before: Opinion): Opinion {
  if (gdprApplies === false) return {};
  // While the banner is open, what was chosen before goes on.
  if (eventStatus !== 'tcloaded' && eventStatus !== 'useractioncomplete') return before;
  const ofShop = Object(publisher?.consents) as Consents;
  const ofAll = Object(purpose?.consents) as Consents;
  // What was allowed to the shop itself weighs more, where the banner asks for it.
  const consents = Object.values(ofShop).includes(true) ? ofShop : ofAll;
  const may = (number: number) => consents[number] === true;
  const isAllowed = {
    preferences: may(1),
    analytics: may(1) && (may(8) || may(9)),
    marketing: may(1) && may(3) && may(4),
  };
  return forEachPurpose((each) => (isAllowed[each] ? 'granted' : 'denied'));
}
