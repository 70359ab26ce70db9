import { decodeJwt } from 'jose';
import { beforeAll, describe, expect, it } from 'vitest';
import { expectNothingOf } from '../two-people/expect-nothing-of.ts';
import { chatInHtml } from './chat-in-html.ts';
import type { WordPressShop } from './wordpress-shop.ts';

const challenge = 'c'.repeat(43);

export function identity(given: () => WordPressShop) {
  it('who is signed in is identified, and logging out ends it: who sits down next sees not a word, and is somebody else', async () => {
    const { desk, newTab } = given();
    const computer = await newTab();
    await computer.logIn('ana');
    await computer.visit('/');
    await computer.chat('Of Ana alone');
    const secrets = ['Of Ana alone', await computer.visitor()];
    await computer.logOut();
    const names = (await computer.page.context().cookies()).map(({ name }) => name);
    expect(names).not.toContain('cw_conversation');
    await computer.visit('/');
    await computer.chat('Of nobody known');
    await expectNothingOf(secrets, computer);
    expect(await desk.writerOf('Of nobody known')).toMatchObject({ isVerified: false });
    await computer.logIn('ben');
    await computer.visit('/');
    await computer.chat('Of Ben alone');
    await expectNothingOf(secrets, computer);
    const [ana, ben] = await Promise.all(['Of Ana alone', 'Of Ben alone'].map(desk.customerOf));
    expect(ben?.contactId).not.toBe(ana?.contactId);
  });

  it('a page says the same to everybody, and nothing of who looks at it', async () => {
    const { cookieOf, html, identitySecret, wordpress } = given();
    const cookie = await cookieOf('ana');
    expect(await html('/my-account/', cookie)).toContain('Hello Ana Lopes');
    for (const path of ['/', '/product/mug/', '/shop/', '/my-account/']) {
      const [theirs, anybodys] = [await html(path, cookie), await html(path)];
      expect(chatInHtml(theirs).source, path).toBe(chatInHtml(anybodys).source);
      expect(chatInHtml(anybodys).source).toContain('data-proof');
      for (const secret of [identitySecret, 'ana@', 'Ana Lopes', 'nonce', `"${wordpress.fixtures.customers.ana}"`]) {
        expect(chatInHtml(theirs).source).not.toContain(secret);
      }
    }
    const [theirs, anybodys] = [await html('/product/mug/', cookie), await html('/product/mug/')];
    expect(bodyClassesAside(theirs)).toBe(bodyClassesAside(anybodys));
  });

  describe('the address that proves who is signed in', () => {
    let cookie: string;
    beforeAll(async () => {
      cookie = await given().cookieOf('ana');
    });

    async function ask(question: string, init: RequestInit = {}) {
      const { html, wordpress } = given();
      const address = chatInHtml(await html('/')).attributes['data-proof'] ?? '';
      return fetch(`${wordpress.url}${address}${question}`, { redirect: 'manual', ...init });
    }

    it('answers nobody with nothing, and no cache keeps it', async () => {
      const answer = await ask(`&challenge=${challenge}`);
      expect(answer.status).toBe(204);
      expect(answer.headers.get('cache-control')).toContain('no-store');
      expect(answer.headers.get('access-control-allow-origin')).toBeNull();
    });

    it('answers a customer with a short proof of their number, for this store and this tab', async () => {
      const { wordpress } = given();
      const answer = await ask(`&challenge=${challenge}`, { headers: { cookie } });
      expect([answer.status, answer.headers.get('cache-control')]).toEqual([200, expect.stringContaining('no-store')]);
      const text = await answer.text();
      const claims = decodeJwt(text.startsWith('{') ? JSON.parse(text).jwt : text);
      expect(claims).toMatchObject({ sub: `${wordpress.fixtures.customers.ana}`, aud: 'demo', challenge });
      const secondsLeft = Number(claims.exp) - Date.now() / 1000;
      expect(secondsLeft).toBeGreaterThan(60);
      expect(secondsLeft).toBeLessThanOrEqual(300);
    });

    it.each([
      ['without a challenge', '', {}, 400],
      ['with one that is too short', '&challenge=abc', {}, 400],
      ['with one that is no base64url', `&challenge=${'%3C'.repeat(43)}`, {}, 400],
      ['with a list of them', `&challenge[]=${challenge}`, {}, 400],
      ['from another site', `&challenge=${challenge}`, { headers: { 'sec-fetch-site': 'cross-site' } }, 403],
      [
        'from another host of this site',
        `&challenge=${challenge}`,
        { headers: { 'sec-fetch-site': 'same-site' } },
        403,
      ],
      ['with another origin', `&challenge=${challenge}`, { headers: { origin: 'https://evil.example' } }, 403],
      ['with POST', `&challenge=${challenge}`, { method: 'POST' }, 405],
    ] as const)('refuses a request %s', async (_, question, init, status) => {
      const headers = { ...('headers' in init ? init.headers : {}), cookie };
      const answer = await ask(question, { ...init, headers });
      expect(answer.status).toBe(status);
      expect(answer.headers.get('cache-control')).toContain('no-store');
      expect(await answer.text()).not.toMatch(/ey[\w-]+\./);
    });
  });
}

/** WordPress and themes may say there that somebody is signed in. */
function bodyClassesAside(html: string): string {
  return html.replace(/<body class="[^"]*"/, '<body');
}
