import { expect, it } from 'vitest';
import { alertSound } from './alert-sound.ts';
import { renderDeskPage } from './desk-page.ts';
import { renderWidgetPage } from './widget-page.ts';

const hostile = `</script><script>alert(1)</script><!-- " ' & \u2028`;

it('hands every value to the widget, whatever is in it', () => {
  const channelConfig = { websiteName: hostile, widgetColor: hostile, locale: hostile };
  const html = renderWidgetPage({ channelConfig, authToken: hostile, pubsubToken: hostile });
  const script = /<script>([\s\S]*?)<\/script>/.exec(html)?.[1] ?? '';
  const window: Record<string, unknown> = {};
  new Function('window', script)(window);
  expect(window).toEqual({ chatwootWebChannel: channelConfig, chatwootPubsubToken: hostile, authToken: hostile });
});

it('lets no value out of its place in the markup', () => {
  const channelConfig = { websiteName: hostile, widgetColor: '#000000', locale: '" onload="alert(1)' };
  const html = renderWidgetPage({ channelConfig, authToken: hostile, pubsubToken: 'p' });
  expect(html.match(/<script/g)).toHaveLength(2);
  expect(html).not.toContain('<!-- "');
  expect(html).not.toContain('lang="" onload');
  expect(renderDeskPage({ title: hostile }).match(/<script/g)).toHaveLength(1);
});

it('names the language of the page as browsers want it', () => {
  const channelConfig = { websiteName: 'Loja', widgetColor: '#000000', locale: 'pt_BR' };
  expect(renderWidgetPage({ channelConfig, authToken: 'a', pubsubToken: 'p' })).toContain('<html lang="pt-BR">');
});

it('has a sound that says how long it is', () => {
  const bytes = alertSound();
  const header = new DataView(bytes.buffer);
  expect(new TextDecoder().decode(bytes.subarray(0, 4))).toBe('RIFF');
  expect(header.getUint32(4, true)).toBe(bytes.length - 8);
  expect(header.getUint32(40, true)).toBe(bytes.length - 44);
});
