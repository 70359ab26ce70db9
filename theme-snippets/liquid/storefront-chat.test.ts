import { fileURLToPath } from 'node:url';
import { Liquid } from 'liquidjs';
import { describe, expect, it } from 'vitest';

const engine = new Liquid({ root: fileURLToPath(new URL('.', import.meta.url)), extname: '.liquid' });

const render = (values: object) => engine.renderFile('storefront-chat', values);

describe('storefront-chat.liquid', () => {
  it('is one async script from our server, named by the store key', async () => {
    expect(await render({ server: 'https://chat.example.com', store_key: 'st_demo' })).toBe(
      '<script async crossorigin="anonymous" src="https://chat.example.com/w/st_demo.js"></script>\n',
    );
  });

  it('carries the nonce of the page, when there is one', async () => {
    const html = await render({ server: 'https://chat.example.com', store_key: 'st_demo', nonce: 'r4nd+om/==' });
    expect(html).toContain(' nonce="r4nd+om/=="></script>');
  });

  it('lets no value out of its attribute', async () => {
    const hostile = '"><img src=x onerror=alert(1)>';
    const html = await render({ server: hostile, store_key: hostile, nonce: hostile });
    expect(html.match(/[<>]/g)).toEqual(['<', '>', '<', '>']);
    expect(html.match(/"/g)).toHaveLength(6);
  });
});
