/** What one imports from npm: a function that brings the widget onto the page, and the types of what it brings. */
import type { StorefrontChat } from '../loader/public-api.ts';

export type { Reason } from '../../../contract/reasons.ts';
export type { Prove, StorefrontChat, WidgetCalls } from '../loader/public-api.ts';
export { loadStorefrontChat } from './load-storefront-chat.ts';
export type { LoadOptions, TagDataset } from './read-options.ts';

declare const chat: StorefrontChat;

/** The name of a call, then what it takes, for `q` of a page that cannot wait: `['on', 'ready', listener]`. */
export type QueuedCall = Parameters<typeof chat.q.push>[0];

/** Event -> what its listeners are given. */
export type WidgetEvents = {
  [Name in Parameters<typeof chat.on>[0]]: Parameters<Parameters<typeof chat.on<Name>>[1]>[0];
};
