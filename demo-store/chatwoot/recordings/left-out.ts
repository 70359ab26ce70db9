/**
 * Exchanges that cannot be replayed, by file and place in it, with the reason. Everything else is sent, and has to match
 * or to be answered 501.
 */
export const leftOut: Record<string, Record<number, string>> = {};

/** Exchanges whose recorded body and headers were cut down to what matters; what is there is compared. */
export const cutDown: Record<string, number[]> = {
  platform: [12],
  contacts: [10],
  messages: [23, 24, 25],
  'webhooks-api': [13],
};
