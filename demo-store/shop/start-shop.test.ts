import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { startShop } from './start-shop.ts';

const folder = mkdtempSync(join(tmpdir(), 'shop-'));
afterAll(() => rmSync(folder, { recursive: true }));

const start = (port = 0) =>
  startShop({
    port,
    host: '127.0.0.1',
    dataFile: join(folder, 'shop.json'),
    chatServerUrl: 'http://127.0.0.1:4001',
    storeKey: 'st_demo',
    secret: 'sixteen letters!',
    controls: { chatwoot: 'http://127.0.0.1:9', server: 'http://127.0.0.1:9' },
  });

describe('startShop', () => {
  it('finds carts, logins, orders and the next order number again after a restart', async () => {
    let shop = await start();
    let cookie = '';
    const call = async (path: string, form?: Record<string, string>) => {
      const answer = await fetch(`${shop.url}${path}`, {
        redirect: 'manual',
        headers: { cookie, origin: shop.url },
        ...(form ? { method: 'POST', body: new URLSearchParams(form) } : {}),
      });
      cookie = answer.headers.get('set-cookie')?.split(';', 1)[0] ?? cookie;
      return answer;
    };
    const bowl = { handle: 'mare-bowl', choice: 'rose' };
    await call('/login', { email: 'jane@example.com', password: 'kettle-jane' });
    await call('/cart/add', bowl);
    const form = { name: 'J', email: 'j@example.com', street: 'S 1', postcode: '1234', city: 'C', country: 'AT' };
    expect((await call('/checkout', form)).headers.get('location')).toBe('/orders/1042?placed=1');
    await call('/cart/add', bowl);

    await shop.stop();
    shop = await start();

    expect(await (await call('/account')).text()).toContain('Order #1042');
    expect(await (await call('/cart')).text()).toContain('Maré bowl');
    expect((await call('/checkout', form)).headers.get('location')).toBe('/orders/1043?placed=1');
    await shop.stop();
  });

  it('says which port is taken and which variable moves it', async () => {
    const shop = await start();
    await expect(start(shop.port)).rejects.toThrow(
      `Port ${shop.port} is taken. Stop the program that uses it or choose another with SHOP_PORT.`,
    );
    await shop.stop();
  });
});
