import { beforeEach, describe, expect, it } from 'vitest';
import { testDeps, type Visitor, visit } from './test-visitor.ts';

let shop: Visitor;
beforeEach(() => {
  shop = visit(testDeps());
});

const isAsking = async (path = '/') => (await shop.html(path)).includes('class="consent"');
const ticked = async () =>
  [...(await shop.html('/privacy')).matchAll(/<input type="checkbox" name="(\w+)" checked>/g)].map(([, name]) => name);

describe('what the visitor allows', () => {
  it('is asked on every page, with nothing ticked and nothing kept, until it is answered', async () => {
    for (const path of ['/', '/products/alba-mug', '/search', '/privacy', '/nothing']) {
      expect(await isAsking(path)).toBe(true);
    }
    expect(await ticked()).toEqual([]);
    expect(shop.cookie()).toBe('');
  });

  it.each<[string, Record<string, string>, string, string[]]>([
    ['all', { choice: 'all' }, 'preferences.analytics.marketing', ['preferences', 'analytics', 'marketing']],
    ['nothing', { choice: 'needed' }, 'none', []],
    ['one purpose', { choice: 'chosen', analytics: 'on' }, 'analytics', ['analytics']],
    ['nothing ticked', { choice: 'chosen' }, 'none', []],
    ['what we do not know', { choice: 'chosen', telepathy: 'on' }, 'none', []],
    ['nothing, with boxes ticked', { choice: 'needed', analytics: 'on' }, 'none', []],
  ])('is kept: %s', async (_, form, kept, boxes) => {
    await shop.post('/consent', form);
    expect(shop.cookie()).toBe(`hornero_consent=${kept}`);
    expect(await isAsking()).toBe(false);
    expect(await ticked()).toEqual(boxes);
  });

  it('can be changed later', async () => {
    await shop.post('/consent', { choice: 'all' });
    await shop.post('/consent', { choice: 'chosen', marketing: 'on' });
    expect(await ticked()).toEqual(['marketing']);
  });

  it('leads back to the page that it was asked on, and to no other shop’s', async () => {
    const back = async (path: string) =>
      (await shop.post('/consent', { choice: 'all', back: path })).headers.get('location');
    expect(await back('/orders/1042?placed=1')).toBe('/orders/1042?placed=1');
    for (const elsewhere of ['//evil.example', '/\\evil.example', 'https://evil.example', 'javascript:alert(1)', '']) {
      expect(await back(elsewhere)).toBe('/');
    }
  });

  it('is nothing that another site could say', async () => {
    const answer = await shop.post('/consent', { choice: 'all' }, { origin: 'https://evil.example' });
    expect(answer.status).toBe(403);
    expect((await shop.post('/consent', { choice: 'maybe' })).status).toBe(400);
    expect(shop.cookie()).toBe('');
  });
});
