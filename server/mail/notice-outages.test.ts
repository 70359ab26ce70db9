import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { mailHandlers } from '../mail-handlers.ts';
import { sweepDeliveries } from '../submissions/index.ts';
import { type MailStage, openMailStage } from '../testing/mail-stage.ts';
import { runDeliveries } from '../testing/test-shop.ts';

let stage: MailStage;
let { test, chatwoot, smtp, shop, mailsOf, runMails } = {} as MailStage;

beforeAll(async () => {
  stage = await openMailStage();
  ({ test, chatwoot, smtp, shop, mailsOf, runMails } = stage);
});
afterAll(() => stage.stop());
afterEach(() => stage.clear());

const minutes = (count: number) => {
  test.clock.now = new Date(test.clock.now.getTime() + count * 60_000);
};
const look = () => mailHandlers(test.deps)['notice-outages']({});
const notices = () => smtp.taken.map(({ subject }) => subject);

it('a notice of an outage goes to the shop’s people once, and once more when all has arrived', async () => {
  chatwoot.set('cut');
  await shop.write('My door code is 4471');
  await look();
  expect(await mailsOf()).toEqual([]);
  minutes(31);
  await shop.write('Another one');
  await look();
  await runMails();
  minutes(5);
  await look();
  expect(notices()).toEqual(['Test shop: messages are waiting for Chatwoot']);
  expect(smtp.taken[0]?.text).toContain('Waiting: 2.');
  expect(smtp.taken[0]?.to).toMatchObject({ value: [{ address: 'people@shop.example' }] });
  expect(smtp.taken[0]?.text).not.toContain('4471');

  chatwoot.set('pass');
  await sweepAndDeliver();
  await look();
  await runMails();
  await look();
  expect(notices()).toEqual([
    'Test shop: messages are waiting for Chatwoot',
    'Test shop: all messages have arrived in Chatwoot',
  ]);
});

it('a notice comes again with the next outage', async () => {
  for (const text of ['First', 'Second']) {
    chatwoot.set('cut');
    await shop.write(text);
    minutes(31);
    await look();
    chatwoot.set('pass');
    await sweepAndDeliver();
    await look();
  }
  expect(await mailsOf()).toHaveLength(4);
});

it('a notice is not sent when the messages have arrived meanwhile', async () => {
  chatwoot.set('cut');
  await shop.write('Hello');
  minutes(31);
  await look();
  const owed = test.jobs.filter(({ queue }) => queue === 'send-mail');
  chatwoot.set('pass');
  await sweepAndDeliver();
  test.jobs.push(...owed);
  await runMails();
  expect([notices(), await mailsOf()]).toEqual([[], []]);
});

async function sweepAndDeliver() {
  test.jobs.length = 0;
  minutes(2);
  await sweepDeliveries(test.deps);
  await runDeliveries(test);
}
