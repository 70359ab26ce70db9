import type { StoreSettings } from '../../../contract/settings.ts';
import { boot } from '../loader/boot.ts';
import { demoSettings } from './demo-settings.ts';

/** Includes our tag in the page, as a theme would, with chunks that the test server makes from their source. */
export function openPage(settings: Partial<StoreSettings> & { storeKey: string }, tag: Record<string, string> = {}) {
  const assets = '/widget/src/test-support/chunks/*.ts';
  const script = document.createElement('script');
  script.src = `${location.origin}/w/demo.js`;
  Object.assign(script.dataset, tag);
  boot(demoSettings({ assets, server: location.origin, ...settings }), script);
}

/** What a navigation leaves of us: what is in storage. */
export function leavePage() {
  dispatchEvent(new PageTransitionEvent('pagehide'));
  document.dispatchEvent(new Event('visibilitychange'));
  document.querySelector('storefront-chat')?.remove();
  delete window.StorefrontChat;
}

/** Finds a part of the widget. */
export function part<Found extends HTMLElement>(selector: string): Found | undefined {
  return document.querySelector('storefront-chat')?.shadowRoot?.querySelector<Found>(selector) ?? undefined;
}

/** What has the focus inside the widget. */
export const focused = () => document.querySelector('storefront-chat')?.shadowRoot?.activeElement;
