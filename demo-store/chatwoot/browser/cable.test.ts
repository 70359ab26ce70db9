import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { type CableHandlers, connectCable } from './cable.ts';

/** A socket whose server is the test. */
class FakeSocket {
  static all: FakeSocket[] = [];
  static readonly OPEN = 1;
  readyState = 1;
  onmessage: ((event: { data: string }) => void) | undefined;
  onclose: (() => void) | undefined;
  sent: unknown[] = [];
  readonly url: string;
  readonly protocols: string[];

  constructor(url: string, protocols: string[]) {
    this.url = url;
    this.protocols = protocols;
    FakeSocket.all.push(this);
  }
  send(frame: string) {
    this.sent.push(JSON.parse(frame));
  }
  close() {
    this.readyState = 3;
    this.onclose?.();
  }
  receive(frame: object) {
    this.onmessage?.({ data: JSON.stringify(frame) });
  }
  confirm() {
    this.receive({ type: 'welcome' });
    this.receive({ type: 'confirm_subscription' });
  }
}

const identifier = JSON.stringify({ channel: 'RoomChannel', pubsub_token: 'p' });
const newest = () => FakeSocket.all.at(-1) as FakeSocket;

let handlers: { [Name in keyof CableHandlers]-?: ReturnType<typeof vi.fn> };
let close: () => void;

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('WebSocket', FakeSocket);
  FakeSocket.all = [];
  handlers = { onEvent: vi.fn(), onUp: vi.fn(), onDown: vi.fn() };
  close = connectCable({ pubsub_token: 'p' }, handlers as unknown as CableHandlers);
});

afterEach(() => {
  close();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

it('subscribes once it is welcome, and passes on events', () => {
  expect(newest().protocols).toEqual(['actioncable-v1-json']);
  expect(newest().sent).toEqual([]);
  newest().confirm();
  expect(newest().sent).toEqual([{ identifier, command: 'subscribe' }]);
  expect(handlers.onUp).toHaveBeenCalledWith(false);
  newest().receive({ type: 'ping', message: 1 });
  newest().receive({ identifier, message: { event: 'message.created', data: { id: 1 } } });
  expect(handlers.onEvent.mock.calls).toEqual([['message.created', { id: 1 }]]);
});

it('connects again after a loss, and says that something was missed', () => {
  newest().confirm();
  newest().close();
  expect(handlers.onDown).toHaveBeenCalledTimes(1);
  vi.advanceTimersByTime(500);
  expect(FakeSocket.all).toHaveLength(2);
  newest().confirm();
  expect(handlers.onUp).toHaveBeenLastCalledWith(true);
});

it('waits longer from try to try, four seconds at most, and starts over after success', () => {
  const waits = [500, 1_000, 2_000, 4_000, 4_000];
  for (const [tries, wait] of waits.entries()) {
    newest().close();
    vi.advanceTimersByTime(wait - 1);
    expect(FakeSocket.all).toHaveLength(tries + 1);
    vi.advanceTimersByTime(1);
    expect(FakeSocket.all).toHaveLength(tries + 2);
  }
  newest().confirm();
  newest().close();
  vi.advanceTimersByTime(500);
  expect(FakeSocket.all).toHaveLength(waits.length + 2);
});

it('gives up a socket that has gone silent, also one that never opened', () => {
  newest().confirm();
  vi.advanceTimersByTime(6_000);
  newest().receive({ type: 'ping', message: 1 });
  vi.advanceTimersByTime(6_999);
  expect(handlers.onDown).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1);
  expect(handlers.onDown).toHaveBeenCalledTimes(1);
  vi.advanceTimersByTime(500 + 7_000);
  expect(handlers.onDown).toHaveBeenCalledTimes(2);
});

it('is quiet after it was closed', () => {
  newest().confirm();
  close();
  vi.advanceTimersByTime(60_000);
  expect(FakeSocket.all).toHaveLength(1);
  expect(handlers.onDown).not.toHaveBeenCalled();
});
