/**
 * Who listens on `/cable`: subscriptions by `pubsub_token`. Sending is fire and forget, as in ActionCable: nothing is
 * kept for a socket that comes later.
 */
export type Subscription = {
  pubsubToken: string;
  /** Writes one frame to this subscriber. */
  deliver(message: unknown): void;
};

export type Cable = {
  add(subscription: Subscription): void;
  remove(subscription: Subscription): void;
  isConnected(pubsubToken: string): boolean;
  /** Sends one event to every socket that subscribed with one of these tokens. */
  broadcast(pubsubTokens: string[], event: string, data: unknown): void;
};

export function createCable(): Cable {
  const subscriptions = new Set<Subscription>();
  return {
    add: (subscription) => subscriptions.add(subscription),
    remove: (subscription) => subscriptions.delete(subscription),
    isConnected: (pubsubToken) => [...subscriptions].some((listener) => listener.pubsubToken === pubsubToken),
    broadcast(pubsubTokens, event, data) {
      for (const listener of subscriptions) {
        if (pubsubTokens.includes(listener.pubsubToken)) listener.deliver({ event, data });
      }
    },
  };
}
