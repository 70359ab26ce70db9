import { createStore } from 'idb-keyval';
import { expect, it, vi } from 'vitest';
import { readMarker, writeMarker } from '../browser/marker.ts';
import { uuid } from '../browser/uuid.ts';
import { aMoment, composerHasCome, field, press, setStage, stage, visit } from '../test-support/widget-stage.ts';
import { openMessageStore } from './message-store.ts';

setStage();

/** Keeps the database of this browser at work. @returns ends that, but later than a box that is there can wait */
async function beBusy(): Promise<{ end(): Promise<void> }> {
  let until = Number.POSITIVE_INFINITY;
  const open = createStore(`storefront-chat:${stage.storeKey}`, 'composer');
  return open('readwrite', (records) => {
    const isOver = new Promise<void>((resolve) => {
      records.transaction.oncomplete = () => resolve();
    });
    const go = () => {
      if (Date.now() < until) records.get('?').onsuccess = go;
    };
    go();
    function end() {
      until = Date.now() + 2500;
      return isOver;
    }
    return { end };
  });
}

const ofAPageThatIsGone = () => openMessageStore(stage.storeKey, '', 'gone');

it('a draft that a slow database does not give in time stays there for the next page', async () => {
  await ofAPageThatIsGone().putDraft('Of a page that is gone');
  writeMarker(stage.storeKey, { isOpen: true, isPending: true });
  const busy = await beBusy();
  visit();
  await composerHasCome();
  await busy.end();
  await aMoment();
  expect([field().value, await ofAPageThatIsGone().draft()]).toEqual(['', 'Of a page that is gone']);
});

it('a message that a slow database does not give in time is not forgotten', async () => {
  const body = { requestId: uuid(), sequence: 1, text: 'Hello', writtenAt: Date.now() };
  await ofAPageThatIsGone().put({ key: uuid(), body, state: 'kept', isStored: true, epoch: '' });
  writeMarker(stage.storeKey, { isPending: true });
  const busy = await beBusy();
  await press();
  await composerHasCome();
  await busy.end();
  await aMoment();
  expect(readMarker(stage.storeKey)?.isPending).toBe(true);
});

it('the note of a message stays when the database was asked before it was written', async () => {
  stage.server.trouble = 'down';
  await press();
  await composerHasCome();
  await vi.waitFor(() => expect(readMarker(stage.storeKey)).toBeNull());
  const busy = await beBusy();
  field().dispatchEvent(new Event('input'));
  field().value = 'Hello';
  field().form?.requestSubmit();
  await busy.end();
  await aMoment();
  expect(readMarker(stage.storeKey)?.isPending).toBe(true);
});
