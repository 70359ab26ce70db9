import type { Fault } from '../faults/faults.ts';
import type { SwitchChange, SwitchState } from './switches.ts';

/** One switch of the QA page: at most one of a group is on. */
export interface QaSwitch {
  id: string;
  group: 'chatwoot' | 'server' | 'csp';
  label: string;
  /** What the shopper should see while it is on. */
  effect: string;
  /** For the notice on shop pages. */
  notice: string;
  on: SwitchChange;
}

export const qaSwitches: QaSwitch[] = [
  chatwootSwitch(
    'down',
    'Chatwoot is down',
    'The launcher opens as always and takes the message. Then the same box asks for an e-mail address. Once all is well again, the message is at the desk.',
  ),
  chatwootSwitch(
    'error-500',
    'Chatwoot answers 500',
    'As when it is down, only that the answer comes at once instead of no answer.',
  ),
  chatwootSwitch(
    'rate-limited',
    'Chatwoot answers 429',
    'The message is received and waits its turn; it is delivered once the limit is gone. Nothing is sent twice.',
  ),
  chatwootSwitch(
    'slow',
    'Chatwoot takes 10 seconds',
    'Typing never waits: the box takes the message at once and says “received”. Chat opens when it is ready.',
  ),
  chatwootSwitch(
    'suspended',
    'The Chatwoot account is suspended',
    'No chat window. The box takes the message and an address, and keeps both until the account is back.',
  ),
  chatwootSwitch(
    'blocked',
    'The browser blocks Chatwoot',
    'As with an ad blocker: no chat window, but our server still reaches Chatwoot. The message is at the desk at once, and the box asks where the answer may go.',
  ),
  {
    id: 'server-down',
    group: 'server',
    label: 'Our server is down',
    effect:
      'The shop works as ever. A page loaded now has no launcher, unless the browser still knows it. On a page loaded before, the box opens, keeps the message in this browser and sends it later.',
    notice: 'Our server is down',
    on: { server: 'down' },
  },
  {
    id: 'strict-csp',
    group: 'csp',
    label: 'Strict content security policy',
    effect:
      'Launcher and box look and work as always. Chatwoot’s own script needs more than this policy allows and is not loaded, so the box asks for an address.',
    notice: 'Strict CSP',
    on: { strictCsp: true },
  },
];

/** Is this switch on in `state`? */
export function isOn(state: SwitchState, one: QaSwitch): boolean {
  return Object.entries(one.on).every(([key, value]) => state[key as keyof SwitchState] === value);
}

/** What is broken now, in words for the notice; a fault that has no switch (set by a test, say) is named too. */
export function activeNotices(state: SwitchState): string[] {
  const known = qaSwitches.filter((one) => isOn(state, one));
  const named = known.map((one) => one.notice);
  const { chatwoot, server } = state;
  if (isFault(chatwoot) && !known.some((one) => one.group === 'chatwoot')) named.push(`Chatwoot: ${chatwoot}`);
  if (isFault(server) && !known.some((one) => one.group === 'server')) named.push(`Our server: ${server}`);
  return named;
}

function isFault(value: Fault | 'unreachable'): boolean {
  return value !== 'none' && value !== 'unreachable';
}

/** The change that turns this switch off again. */
export function off({ group }: QaSwitch): SwitchChange {
  return group === 'csp' ? { strictCsp: false } : { [group]: 'none' };
}

function chatwootSwitch(fault: Fault, label: string, effect: string): QaSwitch {
  return { id: `chatwoot-${fault}`, group: 'chatwoot', label, effect, notice: label, on: { chatwoot: fault } };
}
