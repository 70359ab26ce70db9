import { type ChildProcess, fork } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { startChatwoot } from '../../demo-store/chatwoot/start-chatwoot.ts';
import { createUndoList } from '../page/undo-list.ts';

export const storeKey = 'bench';
export const shopOrigin = 'https://shop.example';

/** What the process of the servers says when they listen. */
export interface ServersStarted {
  /** Ports. */
  ours: number;
  hono: number;
  node: number;
  apiKey: string;
  proofKey: string;
}

export interface Stage extends ServersStarted {
  stop(): Promise<void>;
}

/** Starts the servers in a process of their own, and a Chatwoot for them beside the load. */
export async function startStage(): Promise<Stage> {
  const undo = createUndoList();
  try {
    const platformToken = randomBytes(24).toString('base64url');
    const publicUrl = 'http://chatwoot.invalid';
    const chatwoot = await startChatwoot({ port: 0, publicUrl, platformToken, browserFiles: '.' });
    undo.add(chatwoot.stop);
    const servers = fork(fileURLToPath(new URL('servers.ts', import.meta.url)), [chatwoot.url, platformToken]);
    undo.add(() => servers.connected && servers.disconnect());
    return { ...(await startedBy(servers)), stop: undo.run };
  } catch (error) {
    await undo.run();
    throw error;
  }
}

async function startedBy(servers: ChildProcess): Promise<ServersStarted> {
  const ended = once(servers, 'exit').then(([code]) => {
    throw new Error(`The servers could not start (exit ${code}); what they said is above.`);
  });
  const [message] = await Promise.race([once(servers, 'message'), ended]);
  return message as ServersStarted;
}
