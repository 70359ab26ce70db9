import type { IncomingHttpHeaders, RequestListener } from 'node:http';
import { gzipSync } from 'node:zlib';
import { afterEach, expect, it } from 'vitest';
import { createAsk } from './ask.ts';
import { fetchPage } from './fetch-page.ts';
import { startSite } from './test-kit.ts';

let stop = async () => {};
afterEach(() => stop());

async function fetchFrom(listener: RequestListener) {
  const site = await startSite(listener);
  ({ stop } = site);
  const page = await fetchPage(createAsk(AbortSignal.timeout(10_000)), new URL(`${site.url}/first`));
  return { url: site.url, page };
}

it('says who it is, wants a page, and brings no cookie, not even one that it was given on the way', async () => {
  const asked: IncomingHttpHeaders[] = [];
  await fetchFrom((request, response) => {
    asked.push(request.headers);
    if (request.url === '/first') response.writeHead(302, { location: '/next', 'set-cookie': 'session=1; Path=/' });
    response.end();
  });
  expect(asked).toHaveLength(2);
  for (const { cookie, accept, 'user-agent': agent } of asked) {
    expect([cookie, accept]).toEqual([undefined, 'text/html,application/xhtml+xml']);
    expect(agent).toContain('storefront-chat-doctor');
  }
});

it('reads what comes packed, in its own charset', async () => {
  const { page } = await fetchFrom((_, response) => {
    response.writeHead(200, { 'content-type': 'text/html; charset=iso-8859-15', 'content-encoding': 'gzip' });
    response.end(gzipSync(Buffer.from('Caf\xe9 5 \xa4', 'latin1')));
  });
  expect(page).toMatchObject({ status: 200, html: 'Café 5 €', isCut: false });
});

it('follows five redirects, and no sixth', async () => {
  const after = (moves: number) =>
    fetchFrom((request, response) => {
      const made = Number(/\d+/.exec(request.url ?? '')?.[0] ?? 0);
      if (made < moves) response.writeHead(307, { location: `/step-${made + 1}?token=secret` });
      response.end('<html>');
    });
  const five = await after(5);
  expect(five.page).toMatchObject({ url: new URL(`${five.url}/step-5?token=secret`), status: 200 });
  expect(five.page).toHaveProperty('movedFrom.length', 5);
  await stop();
  expect((await after(6)).page).toEqual({ silence: 'it sends on more than 5 times' });
});

it('reads no more than 5 MB', async () => {
  const { page } = await fetchFrom((_, response) => {
    const go = () => {
      while (!response.destroyed && response.write(' '.repeat(256 * 1024)));
    };
    response.on('drain', go);
    go();
  });
  expect(page).toMatchObject({ isCut: true });
  expect(page).toHaveProperty('html.length', 5 * 1024 * 1024);
});

it('gives the reason in words when nobody listens', async () => {
  const site = await startSite(() => {});
  await site.stop();
  const page = await fetchPage(createAsk(AbortSignal.timeout(10_000)), new URL(site.url));
  expect(page).toEqual({ silence: 'nobody listens there' });
});
