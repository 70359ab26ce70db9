import { describe, expect, it } from 'vitest';
import { chatPolicies, formatPolicy } from './chat-policies.ts';

const places = { server: 'https://chat.example/', chatwoot: 'https://chatwoot.example/sub' };

describe('what a shop’s policy must allow', () => {
  it('for our part: the nonce, our server, and nothing inline; Trusted Types may be enforced', () => {
    const { ours } = chatPolicies({ ...places, nonce: 'r4nd' });
    expect(formatPolicy(ours)).toBe(
      "script-src 'nonce-r4nd' 'strict-dynamic'; connect-src 'self' https://chat.example; require-trusted-types-for 'script'",
    );
  });

  it('for chat itself: what the SDK writes and frames, without Trusted Types', () => {
    const { withChatwoot } = chatPolicies({ ...places, nonce: 'r4nd' });
    expect(formatPolicy(withChatwoot ?? {})).toBe(
      "script-src 'nonce-r4nd' 'strict-dynamic'; style-src 'self' 'unsafe-inline'; frame-src https://chatwoot.example; " +
        "connect-src 'self' https://chat.example https://chatwoot.example",
    );
  });

  it('by hosts where there is no nonce', () => {
    const { ours, withChatwoot } = chatPolicies(places);
    expect(ours['script-src']).toEqual(["'self'", 'https://chat.example']);
    expect(withChatwoot?.['script-src']).toEqual(["'self'", 'https://chat.example', 'https://chatwoot.example']);
  });

  it('names an origin once when both are behind the same one', () => {
    const { withChatwoot } = chatPolicies({ server: 'https://one.example', chatwoot: 'https://one.example/chatwoot' });
    expect(withChatwoot?.['connect-src']).toEqual(["'self'", 'https://one.example']);
  });

  it('has no second part while the store has no Chatwoot', () => {
    expect(chatPolicies({ ...places, chatwoot: null }).withChatwoot).toBeNull();
  });
});
