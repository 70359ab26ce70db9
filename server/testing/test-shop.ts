import type { SubmissionAnswer } from '../../contract/submissions.ts';
import { confirmIdentity } from '../chat-sessions/index.ts';
import { createAccountClient } from '../chatwoot/index.ts';
import type { OpenDatabase } from '../db/open-database.ts';
import type { JobData } from '../jobs/queues.ts';
import { mailHandlers } from '../mail-handlers.ts';
import { createSetupStore } from '../provisioning/index.ts';
import { setupSteps } from '../provisioning/provision-store.ts';
import { runSetup } from '../provisioning/run-setup.ts';
import { addStore, type Store } from '../stores/index.ts';
import { deliverMessages } from '../submissions/index.ts';
import type { TestApp } from './test-app.ts';

export const platformToken = 'platform-token-of-the-tests';
const shopOrigin = 'https://shop.example';

const firstIds = [1, 2, 3, 4, 5, 6];

/** What delivery needs of set-up: without looking for holes, and without names for what stands beside a conversation. */
export const fewSteps = setupSteps.filter(({ name }) => !['attributes', 'identity-routes'].includes(name));

/** A store with its Chatwoot set up, and what its shoppers and agents would do. */
export async function createTestShop(db: OpenDatabase, test: TestApp, chatwootUrl: string, steps = setupSteps) {
  const input = { name: 'Test shop', origins: [shopOrigin] };
  const store = await addStore(test.changes, input, { baseUrl: chatwootUrl, platformToken });
  const setup = createSetupStore(db.database, test.deps.secrets);
  const options = { adminEmail: `${store.key}@shop.example` };
  await runSetup({ store: setup }, { storeId: store.id, steps, options });
  await test.deps.directory.refresh();
  const agent = await agentOf(test, store, chatwootUrl);

  const send = (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) =>
    test.app.request(`/v1/stores/${store.key}${path}`, {
      method,
      headers: { origin: shopOrigin, 'content-type': 'application/json', ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });

  return {
    store,
    agent,
    send,
    /** Hands a message over as the composer does. */
    async write(text: string, values: Record<string, unknown> = {}, key: string = crypto.randomUUID()) {
      const body = {
        requestId: crypto.randomUUID(),
        sequence: 1,
        writtenAt: test.clock.now.getTime(),
        ...values,
        text,
      };
      const answer = await send('POST', '/submissions', body, { 'idempotency-key': key });
      return { status: answer.status, headers: answer.headers, body: (await answer.json()) as SubmissionAnswer };
    },
    /** Hands a file over as the composer does. */
    async attach(
      bytes: Uint8Array | ReadableStream,
      values: Record<string, string | number> = {},
      headers: Record<string, string> = {},
    ) {
      const facts = { requestId: crypto.randomUUID(), sequence: 1, name: 'photo.jpg', writtenAt: 0, ...values };
      if (!('writtenAt' in values)) facts.writtenAt = test.clock.now.getTime();
      const query = new URLSearchParams(
        Object.entries(facts).map(([name, value]): [string, string] => [name, String(value)]),
      );
      const answer = await test.app.request(`/v1/stores/${store.key}/files?${query}`, {
        method: 'POST',
        headers: { origin: shopOrigin, 'idempotency-key': crypto.randomUUID(), ...headers },
        body: bytes,
        duplex: 'half',
      } as RequestInit);
      return { status: answer.status, body: (await answer.json()) as SubmissionAnswer };
    },
    async stateOf(id: string): Promise<SubmissionAnswer> {
      return (await send('GET', `/submissions/${id}`)).json() as Promise<SubmissionAnswer>;
    },
    /** What agents read, conversation by conversation, the shoppers' words only. */
    async desk(): Promise<string[][]> {
      const conversations = await Promise.all(firstIds.map((id) => textsOf(id)));
      return conversations.filter((texts) => texts.length > 0);
    },
    /** The first conversation that there is; the probe of set-up has used up numbers before it. */
    async conversation() {
      const found = await Promise.all(firstIds.map((id) => agent.conversations.show(id).catch(() => null)));
      const conversation = found.find((one) => one !== null);
      if (!conversation) throw new Error('There is no conversation.');
      return conversation;
    },
  };

  async function textsOf(conversationId: number): Promise<string[]> {
    const messages = await agent.conversations.messages.list(conversationId).catch(() => []);
    return messages.filter(({ direction }) => direction === 'incoming').map(({ content }) => content ?? '');
  }
}

export type TestShop = Awaited<ReturnType<typeof createTestShop>>;

async function agentOf(test: TestApp, store: Store, baseUrl: string) {
  const setup = await createSetupStore(test.deps.database, test.deps.secrets).load(store.id);
  const { chatwootAccountId, adminToken } = setup.account ?? {};
  if (!chatwootAccountId || !adminToken) throw new Error('Set-up made no account.');
  return createAccountClient({ baseUrl, accountId: chatwootAccountId, token: adminToken });
}

/** Runs the jobs that are due, deliveries and what follows them, moving the clock to each, until none is left or `limit` were run. */
export async function runDeliveries(test: TestApp, limit = 30): Promise<void> {
  const mail = mailHandlers(test.deps);
  for (let ran = 0; ran < limit; ran += 1) {
    const job = test.jobs.shift();
    if (!job) return;
    test.clock.now = new Date(test.clock.now.getTime() + job.delayMs);
    const data = job.data as JobData['deliver-messages' | 'confirm-identity'];
    if (job.queue === 'deliver-messages') await deliverMessages(test.deps, data);
    else if (job.queue === 'confirm-identity') await confirmIdentity(test.deps, data);
    else if (job.queue === 'send-mail') await mail['send-mail'](job.data as JobData['send-mail']);
    else if (job.queue === 'mail-reply') await mail['mail-reply'](job.data as JobData['mail-reply']);
    else throw new Error(`Unexpected job ${job.queue}`);
  }
}
