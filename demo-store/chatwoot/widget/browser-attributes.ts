import type { Params } from '../http/params.ts';
import type { Attributes } from '../state/rows.ts';
import { messageParams } from './visitor-message.ts';

/** What a conversation remembers of the browser that started it; agents see it beside the conversation. */
export function browserAttributes(headers: Headers, params: Params): Attributes {
  const { referer_url, timestamp } = messageParams(params);
  return {
    browser: browserOf(headers.get('user-agent') ?? ''),
    browser_language: (headers.get('accept-language') ?? '').split(',')[0] ?? '',
    initiated_at: { timestamp: timestamp ?? null },
    referer: referer_url ?? null,
  };
}

const browsers: [string, RegExp][] = [
  ['Microsoft Edge', /Edg\/([\d.]+)/],
  ['Firefox', /Firefox\/([\d.]+)/],
  ['Chrome', /Chrome\/([\d.]+)/],
  ['Safari', /Version\/([\d.]+).*Safari\//],
];

const platforms: [string, RegExp][] = [
  ['Windows', /Windows NT ([\d.]+)/],
  ['iOS', /(?:iPhone|iPad).*OS ([\d_]+)/],
  ['macOS', /Mac OS X ([\d_.]+)/],
  ['Android', /Android ([\d.]+)/],
  ['Generic Linux', /Linux()/],
];

function browserOf(userAgent: string) {
  const browser = firstMatch(browsers, userAgent) ?? { name: 'Unknown Browser', version: '0.0' };
  const platform = firstMatch(platforms, userAgent) ?? { name: 'Unknown', version: '0' };
  return {
    browser_name: browser.name,
    browser_version: browser.version,
    device_name: /iPhone|iPad/.exec(userAgent)?.[0] ?? 'Unknown',
    platform_name: platform.name,
    platform_version: platform.version.replaceAll('_', '.'),
  };
}

function firstMatch(known: [string, RegExp][], userAgent: string) {
  for (const [name, pattern] of known) {
    const match = pattern.exec(userAgent);
    if (match !== null) return { name, version: match[1] || '0' };
  }
  return undefined;
}
