import { readFileSync } from 'node:fs';
import { WebSocket } from 'ws';
import { isRecord } from '../http/params.ts';
import { openShop } from '../testing/open-shop.ts';
import { numberAt, valueAt } from '../testing/value-at.ts';
import { compareAnswers } from './compare.ts';

/** A recorded socket: what came in (`in`), and what was done over REST meanwhile (`note`). */
type Session = { name: string; frames: { direction: string; frame?: unknown }[] };

type HeardFrames = { events: string[]; frames: unknown[] };

/** The frames of the recorded visitor's or agent's socket, in order. */
export function recordedFrames(folder: string, name: string): HeardFrames {
  const entries: unknown[] = JSON.parse(readFileSync(`${folder}/cable.json`, 'utf8'));
  const session = entries.find(
    (entry): entry is Session => isRecord(entry) && entry.name === name && 'frames' in entry,
  );
  if (session === undefined) throw new Error(`cable.json has no session called "${name}"`);
  return heard(session.frames.filter((frame) => frame.direction === 'in').map((frame) => frame.frame));
}

/** Pings come by the clock, and notifications are a part of the dashboard that the stand-in does not have. */
function heard(all: unknown[]): HeardFrames {
  const frames = all.filter((frame) => !/^(ping|notification\..*)$/.test(eventOf(frame)));
  return { frames, events: frames.map(eventOf) };
}

function eventOf(frame: unknown): string {
  return String(valueAt(frame, 'message.event') ?? valueAt(frame, 'type'));
}

/** Keys and types of what both heard, frame by frame. */
export function compareFrames(recorded: HeardFrames, ours: HeardFrames): string[] {
  return recorded.frames.flatMap((frame, index) =>
    compareAnswers(valueAt(frame, 'message'), valueAt(ours.frames[index], 'message'), { isShapeOnly: true }).map(
      (difference) => `${index} ${recorded.events[index]}: ${difference}`,
    ),
  );
}

/** Does what was done during the recording, with a visitor's and an agent's socket open. */
export async function replaySockets(): Promise<{ visitor: HeardFrames; agent: HeardFrames }> {
  const shop = await openShop();
  const sockets: WebSocket[] = [];
  const listen = async (pubsubToken: string) => {
    const socket = new WebSocket(`${shop.chatwoot.url.replace('http', 'ws')}/cable`, ['actioncable-v1-json']);
    sockets.push(socket);
    const frames: unknown[] = [];
    socket.on('message', (data) => frames.push(JSON.parse(String(data))));
    await new Promise((resolve) => socket.once('open', resolve));
    const identifier = JSON.stringify({ channel: 'RoomChannel', pubsub_token: pubsubToken });
    const send = (frame: object) => socket.send(JSON.stringify({ identifier, ...frame }));
    const until = (count: number) => waitFor(() => heard(frames).frames.length >= count);
    send({ command: 'subscribe' });
    await until(3);
    const askPresence = async () => {
      const count = heard(frames).frames.length;
      send({ command: 'message', data: '{"action":"update_presence"}' });
      await until(count + 1);
    };
    return { frames, askPresence };
  };
  try {
    await shop.admin('POST', '/inbox_members', { inbox_id: shop.website.id, user_ids: [shop.agentId] });
    const person = await shop.visit();
    const write = (content: string, echo_id?: string) =>
      person.call('POST', '/messages', {
        message: { content, echo_id, referer_url: 'https://shop.example', timestamp: 'Sat' },
      });
    const reply = (body: object) => shop.admin('POST', '/conversations/1/messages', body);
    const type = (typing_status: string, is_private = false) =>
      shop.admin('POST', '/conversations/1/toggle_typing_status', { typing_status, is_private });
    const setStatus = (status: string) => shop.admin('POST', '/conversations/1/toggle_status', { status });

    await write('before anybody listens');
    const visitor = await listen(person.pubsubToken);
    await visitor.askPresence();
    await reply({ content: 'Yes, hello!', echo_id: 'agent-1' });
    await reply({ content: 'a note', private: true });
    await type('on');
    await type('off');
    await type('on', true);
    await write('My own message', 'mine-1');
    await shop.admin('POST', '/conversations/1/assignments', { assignee_id: shop.agentId });
    await setStatus('resolved');
    await setStatus('open');
    const oops = await reply({ content: 'oops' });
    await shop.admin('DELETE', `/conversations/1/messages/${numberAt(oops.body, 'id')}`);

    const agent = await listen(shop.pubsubTokens.agent);
    await visitor.askPresence();
    await agent.askPresence();
    await person.call('POST', '/conversations/toggle_typing', { typing_status: 'on' });
    await write('for the agent');
    await agent.askPresence();
    await visitor.askPresence();
    return { visitor: heard(visitor.frames), agent: heard(agent.frames) };
  } finally {
    for (const socket of sockets) socket.close();
    await shop.chatwoot.stop();
  }
}

async function waitFor(isTrue: () => boolean): Promise<void> {
  const givesUpAt = Date.now() + 5000;
  while (!isTrue()) {
    if (Date.now() > givesUpAt) throw new Error('the frame that was waited for did not come');
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
