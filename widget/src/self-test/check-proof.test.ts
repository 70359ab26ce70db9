import { afterEach, expect, it, vi } from 'vitest';
import { checkProof } from './check-proof.ts';

afterEach(() => {
  document.head.replaceChildren();
  vi.unstubAllGlobals();
});

function nameAddress(proof: string) {
  const block = document.createElement('script');
  block.type = 'application/json';
  block.dataset.proof = proof;
  document.head.append(block);
}

it('asks nobody where the page names no address', async () => {
  const asked = vi.fn();
  vi.stubGlobal('fetch', asked);
  expect(await checkProof()).toEqual([]);
  expect(asked).not.toHaveBeenCalled();
});

const jwt = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiI0MiJ9.c2lnbmF0dXJl';

it.each<[string, () => Response, 'good' | 'bad', string]>([
  ['nobody is signed in', () => new Response(null, { status: 204 }), 'good', '204: nobody is signed in'],
  ['it gives a proof', () => new Response(jwt), 'good', '200: somebody is signed in'],
  ['it gives a proof as JSON', () => Response.json({ jwt }), 'good', '200: somebody is signed in'],
  ['it is broken', () => new Response('Oh', { status: 500 }), 'bad', '500: no JWT'],
  ['it sends a page', () => new Response('<p>a.b.c</p>'), 'bad', '200: no JWT'],
  ['it sends what a plugin that is gone leaves', () => new Response('0', { status: 400 }), 'bad', '400: no JWT'],
  ['it cannot be reached', () => Response.error(), 'bad', 'no answer: no JWT'],
])('says how the address answers, and not who it is of, where %s', async (_, answer, verdict, value) => {
  nameAddress('/who?action=prove');
  vi.stubGlobal('fetch', async (url: string) => {
    expect(url).toMatch(/^\/who\?action=prove&challenge=[\w-]{43}$/);
    const response = answer();
    if (response.type === 'error') throw new TypeError('Failed to fetch');
    return response;
  });
  const [found] = await checkProof();
  expect(found).toMatchObject({ label: 'data-proof', verdict, value });
  expect(JSON.stringify(found)).not.toContain('eyJ');
});
