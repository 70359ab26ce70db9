import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { bodyOf, passBack, passOn } from '../pass-on.ts';
import { createDeck, type Random } from '../random.ts';
import type { Tally } from '../tally.ts';
import { createTurns } from './turns.ts';

/** What can become of a batch besides passing. */
const troubles = [
  'request lost',
  'answer lost',
  'doubled, side by side',
  'doubled, the copy later',
  'held up, and overtaken',
  'connection lost, request later',
] as const;

/** What becomes of one batch of five. */
const passesPerTrouble = 4;

/** As with any proxy: of a crowd so many are let through at a time, and who has gone meanwhile is not. */
const mostAtOnce = 24;

export interface LossyNetworkOptions {
  /** Our server. */
  target: string;
  random: Random;
  tally: Tally;
  /** How long it may hold something up, milliseconds. */
  heldUpMs: readonly [number, number];
}

export interface LossyNetwork {
  url: string;
  /** All passes from now on. Resolves when what is still under way has arrived, or is lost. */
  calmDown(): Promise<void>;
  stop(): Promise<void>;
}

/** Between visitors and our server: it loses, doubles and reorders what one of five batches becomes. */
export async function startLossyNetwork(options: LossyNetworkOptions): Promise<LossyNetwork> {
  const { target, random, tally, heldUpMs } = options;
  const next = createDeck(random, [
    troubles[0],
    ...troubles.slice(1),
    ...Array<'pass'>(troubles.length * passesPerTrouble).fill('pass'),
  ]);
  const inTurn = createTurns(mostAtOnce);
  const underWay = new Set<Promise<unknown>>();
  let isCalm = false;

  const server = createServer((request, response) => {
    const handled = handle(request, response).catch(() => request.socket.destroy());
    underWay.add(handled);
    handled.finally(() => underWay.delete(handled));
  });

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await bodyOf(request);
    const trouble = isCalm ? 'pass' : next();
    tally.add(`network: ${trouble}`);
    const pass = () => inTurn(() => passOn(target, request, body));
    const passIfAwaited = () => inTurn(async () => (response.closed ? undefined : passOn(target, request, body)));
    const lose = async () => void (await (await pass())?.body?.cancel().catch(() => {}));
    const breakOff = () => void request.socket.destroy();
    const later = () => sleep(random.between(...heldUpMs));

    switch (trouble) {
      case 'pass':
        return passBack(await passIfAwaited(), response);
      case 'request lost':
        return breakOff();
      case 'answer lost':
        await lose();
        return breakOff();
      case 'doubled, side by side': {
        const [answer] = await Promise.all([pass(), lose()]);
        return passBack(answer, response);
      }
      case 'doubled, the copy later':
        await passBack(await pass(), response);
        await later();
        return lose();
      case 'held up, and overtaken':
        await later();
        return passBack(await pass(), response);
      case 'connection lost, request later':
        breakOff();
        await later();
        return lose();
    }
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async calmDown() {
      isCalm = true;
      await Promise.all(underWay);
    },
    async stop() {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}
