/** What identifies a subscription; visitors have only the token, agents also say who and where they are. */
export interface CableIdentity {
  pubsub_token: string;
  account_id?: number;
  user_id?: number;
}

export interface CableHandlers {
  onEvent(event: string, data: unknown): void;
  /** The subscription stands. `isAgain` is true after a loss: what came between was missed. */
  onUp(isAgain: boolean): void;
  onDown?(): void;
}

const presenceIntervalMs = 20_000;
/** The server pings every 3 s; a socket that is silent for two of them is dead, whatever its state says. */
const staleAfterMs = 7_000;
const retryDelaysMs = [500, 1_000, 2_000, 4_000];

/**
 * Keeps a subscription to `RoomChannel` at `/cable` for as long as the page lives, reconnecting by itself.
 * @returns a function that closes it for good.
 * @see https://docs.anycable.io/misc/action_cable_protocol (the protocol, `actioncable-v1-json`)
 */
export function connectCable(identity: CableIdentity, handlers: CableHandlers): () => void {
  const identifier = JSON.stringify({ channel: 'RoomChannel', ...identity });
  let socket: WebSocket | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let failures = 0;
  let wasUp = false;
  let isClosed = false;

  function connect() {
    const opened = new WebSocket(`${location.origin.replace(/^http/, 'ws')}/cable`, ['actioncable-v1-json']);
    const send = (command: object) => opened.send(JSON.stringify({ identifier, ...command }));
    const presence = setInterval(() => {
      if (opened.readyState === WebSocket.OPEN) send({ command: 'message', data: '{"action":"update_presence"}' });
    }, presenceIntervalMs);
    let watchdog = setTimeout(giveUp, staleAfterMs);

    function giveUp() {
      if (socket !== opened) return;
      socket = undefined;
      clearInterval(presence);
      clearTimeout(watchdog);
      opened.close();
      if (isClosed) return;
      handlers.onDown?.();
      timer = setTimeout(connect, retryDelaysMs[Math.min(failures++, retryDelaysMs.length - 1)]);
    }

    socket = opened;
    opened.onclose = giveUp;
    opened.onmessage = ({ data }: MessageEvent<string>) => {
      clearTimeout(watchdog);
      watchdog = setTimeout(giveUp, staleAfterMs);
      const frame: CableFrame = JSON.parse(data);
      if (frame.type === 'welcome') send({ command: 'subscribe' });
      if (frame.type === 'confirm_subscription') {
        failures = 0;
        handlers.onUp(wasUp);
        wasUp = true;
      }
      if (frame.type === undefined && frame.message) handlers.onEvent(frame.message.event, frame.message.data);
    };
  }

  connect();
  return () => {
    isClosed = true;
    clearTimeout(timer);
    socket?.close();
  };
}

interface CableFrame {
  type?: 'welcome' | 'ping' | 'confirm_subscription' | 'reject_subscription' | 'disconnect';
  message?: { event: string; data: unknown };
}
