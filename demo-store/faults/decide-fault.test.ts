import { describe, expect, it } from 'vitest';
import { decideFault } from './decide-fault.ts';
import type { faults } from './faults.ts';

const host = '127.0.0.1:4002';
const get = (url: string, headers: Record<string, string> = {}) => ({ url, headers: { host, ...headers } });
const decide = (fault: (typeof faults)[number], request = get('/widget')) =>
  decideFault({ fault, slowMs: 70 }, request);

describe('decideFault', () => {
  it('lets everything pass when all is well, and later when slow', () => {
    expect(decide('none')).toEqual({ kind: 'pass', afterMs: 0 });
    expect(decide('slow')).toEqual({ kind: 'pass', afterMs: 70 });
  });

  it('suspends the account’s routes and nothing beside them', () => {
    const isSuspended = (url: string) => decide('suspended', get(url)).kind === 'answer';
    expect(isSuspended('/widget?website_token=x')).toBe(true);
    expect(isSuspended('/api/v1/widget/config')).toBe(true);
    expect(isSuspended('/api/v1/accounts/1/contacts')).toBe(true);
    expect(isSuspended('/packs/js/sdk.js')).toBe(false);
    expect(isSuspended('/widgets')).toBe(false);
    expect(isSuspended('/platform/api/v1/accounts')).toBe(false);
  });

  describe('blocked', () => {
    const isBlocked = (url: string, headers: Record<string, string>) =>
      decide('blocked', get(url, headers)).kind === 'cut';

    it('keeps script, frame, fetch and socket from a shop’s page', () => {
      expect(isBlocked('/packs/js/sdk.js', { 'sec-fetch-dest': 'script', 'sec-fetch-site': 'cross-site' })).toBe(true);
      expect(isBlocked('/widget', { 'sec-fetch-dest': 'iframe', 'sec-fetch-site': 'cross-site' })).toBe(true);
      expect(isBlocked('/ding.mp3', { 'sec-fetch-mode': 'cors', 'sec-fetch-site': 'cross-site' })).toBe(true);
      expect(isBlocked('/cable', { upgrade: 'websocket', origin: 'http://localhost:4000' })).toBe(true);
    });

    it('also stops a chat frame that was open before', () => {
      const fromFrame = { 'sec-fetch-mode': 'cors', 'sec-fetch-site': 'same-origin' };
      const referer = `http://${host}/widget?website_token=x`;
      expect(isBlocked('/api/v1/widget/messages', { ...fromFrame, referer })).toBe(true);
    });

    it('leaves servers and the agent desk alone', () => {
      expect(isBlocked('/api/v1/widget/config', {})).toBe(false);
      // What Node's own fetch sends.
      expect(isBlocked('/api/v1/widget/config', { 'sec-fetch-mode': 'cors' })).toBe(false);
      const desk = { 'sec-fetch-site': 'same-origin', referer: `http://${host}/app` };
      expect(isBlocked('/desk.js', { ...desk, 'sec-fetch-dest': 'script' })).toBe(false);
      expect(isBlocked('/api/v1/accounts/1/conversations', { ...desk, 'sec-fetch-mode': 'cors' })).toBe(false);
      expect(isBlocked('/cable', { upgrade: 'websocket', origin: `http://${host}` })).toBe(false);
      expect(isBlocked('/app', { 'sec-fetch-dest': 'document', 'sec-fetch-site': 'cross-site' })).toBe(false);
    });
  });
});
