import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import type { Chatwoot } from '../chatwoot.ts';
import { isRecord, text } from '../http/params.ts';
import type { Subscription } from './cable.ts';
import { sendPresence } from './presence.ts';

const protocol = 'actioncable-v1-json';
const pingEveryMs = 3000;

/** Answers WebSocket upgrades on `/cable`; there is no check of the `Origin`. Returns how to close them all. */
export function serveCable(server: Server, chatwoot: Chatwoot): () => void {
  const sockets = new WebSocketServer({
    noServer: true,
    handleProtocols: (offered) => (offered.has(protocol) ? protocol : false),
  });
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, firstBytes: Buffer) => {
    if (new URL(request.url ?? '/', 'http://cable').pathname !== '/cable') {
      socket.end('HTTP/1.1 404 Not Found\r\nconnection: close\r\n\r\n');
      return;
    }
    sockets.handleUpgrade(request, socket, firstBytes, (webSocket) => welcome(chatwoot, webSocket));
  });
  return () => {
    for (const webSocket of sockets.clients) webSocket.terminate();
    sockets.close();
  };
}

function welcome(chatwoot: Chatwoot, socket: WebSocket) {
  const subscriptions = new Map<string, Subscription>();
  const send = (frame: unknown) => socket.send(JSON.stringify(frame));
  const ping = setInterval(() => send({ type: 'ping', message: Math.floor(Date.now() / 1000) }), pingEveryMs);

  socket.on('message', (data) => receive(chatwoot, subscriptions, send, String(data)));
  socket.on('error', () => socket.terminate());
  socket.on('close', () => {
    clearInterval(ping);
    for (const subscription of subscriptions.values()) chatwoot.cable.remove(subscription);
  });
  send({ type: 'welcome' });
}

type Send = (frame: unknown) => void;

function receive(chatwoot: Chatwoot, subscriptions: Map<string, Subscription>, send: Send, raw: string) {
  const frame = parse(raw);
  const identifier = text(frame.identifier);
  if (identifier === undefined) return;
  const known = subscriptions.get(identifier);

  if (frame.command === 'subscribe' && known === undefined) {
    const subscription = subscribe(chatwoot, identifier, send);
    if (subscription !== undefined) subscriptions.set(identifier, subscription);
  } else if (frame.command === 'unsubscribe' && known !== undefined) {
    chatwoot.cable.remove(known);
    subscriptions.delete(identifier);
  } else if (frame.command === 'message' && known !== undefined) {
    if (parse(text(frame.data) ?? '').action === 'update_presence') sendPresence(chatwoot, known);
  }
}

/** An unknown token is answered with neither confirm nor reject. */
function subscribe(chatwoot: Chatwoot, identifier: string, send: Send): Subscription | undefined {
  const pubsubToken = text(parse(identifier).pubsub_token);
  if (pubsubToken === undefined || !isKnown(chatwoot, pubsubToken)) return undefined;
  const subscription = { pubsubToken, deliver: (message: unknown) => send({ identifier, message }) };
  chatwoot.cable.add(subscription);
  send({ identifier, type: 'confirm_subscription' });
  sendPresence(chatwoot, subscription);
  return subscription;
}

function isKnown({ state }: Chatwoot, token: string): boolean {
  return [...state.users, ...state.contactInboxes].some((row) => row.pubsub_token === token);
}

function parse(raw: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(raw);
    return isRecord(value) ? value : {};
  } catch {
    // A frame that is no JSON means nothing here, as in ActionCable.
    return {};
  }
}
