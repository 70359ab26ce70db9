import { expect, it } from 'vitest';
import { reasons } from '../../../contract/reasons.ts';
import { pack as ar } from './ar.ts';
import { pack as de } from './de.ts';
import { pack as en } from './en.ts';
import { pack as es } from './es.ts';
import { pack as fr } from './fr.ts';
import { pack as it_ } from './it.ts';
import { pack as nl } from './nl.ts';
import { pack as pl } from './pl.ts';
import { pack as pt } from './pt.ts';
import type { TextPack } from './text-pack.ts';

const packs: Record<string, TextPack> = { ar, de, en, es, fr, it: it_, nl, pl, pt };
const languages = Object.keys(packs);
/** E-mail is E-mail in most languages, and a name a name. */
const sameInMost = ['details.email', 'details.name'];

/** Every text of a pack with its path, functions asked with what they are given in the box. */
function textsOf(pack: TextPack): [path: string, text: string][] {
  const given: Record<string, unknown[]> = {
    reference: ['K7Q-4TM'],
    opensAt: ['9:00'],
    unread: [pack.launcher, 3],
    'details.given': ['a@b.example'],
    'form.optional': [''],
    'files.remove': ['glaze.png'],
    'files.tooMany': ['5'],
    'files.tooLarge': ['glaze.png', '10 MB'],
    'files.wrongKind': ['glaze.exe'],
  };
  const walk = (value: unknown, path: string): [string, string][] => {
    if (typeof value === 'string') return [[path, value]];
    if (typeof value === 'function') {
      return [[path, value(...(given[path] ?? []))]];
    }
    return Object.entries(value as object).flatMap(([key, inner]) => walk(inner, path ? `${path}.${key}` : key));
  };
  return walk(pack, '');
}

it.each(languages)('%s has every word, and none is left in English', (language) => {
  const own = new Map(textsOf(packs[language] as TextPack));
  for (const [path, text] of textsOf(en)) {
    expect(own.get(path), path).toMatch(/\S/);
    if (language !== 'en' && !sameInMost.includes(path)) expect(own.get(path), path).not.toBe(text);
  }
  expect(own.size).toBe(textsOf(en).length);
});

it.each(languages)('%s says what its words are asked to say', (language) => {
  const pack = packs[language] as TextPack;
  expect(pack.reference('K7Q-4TM')).toContain('K7Q-4TM');
  expect(pack.opensAt('9:00')).toContain('9:00');
  expect(pack.details.given('a@b.example')).toContain('a@b.example');
  expect(pack.unread('Label', 5)).toMatch(/^Label/);
  expect(pack.form.optional('Label')).toMatch(/^Label .*\(/);
  const { tooMany, tooLarge, wrongKind, remove } = pack.files;
  expect(tooMany('5')).toContain('5');
  expect(tooLarge('glaze.png', '10 MB')).toMatch(/glaze\.png.*10 MB/);
  expect([wrongKind('glaze.png'), remove('glaze.png')].join()).toMatch(/glaze\.png.*glaze\.png/);
});

it.each(languages)('%s fits on the launcher', (language) => {
  expect(packs[language]?.launcher.length).toBeLessThanOrEqual(24);
});

it.each(languages)('%s tells a shopper what they can do, whatever the reason', (language) => {
  const { reasons: words } = packs[language] as TextPack;
  expect(Object.keys(words).sort()).toEqual([...reasons].sort());
  const different = new Set([words.blocked, words.offline, words['closed-now'], words['server-down'], words.timeout]);
  expect(different.size).toBe(5);
});

it.each(languages)('%s never says that something has arrived which has not', (language) => {
  const { states } = packs[language] as TextPack;
  const texts = Object.values(states);
  expect(new Set(texts).size).toBe(texts.length);
  for (const state of ['kept', 'unstored', 'sending', 'received', 'failed', 'refused'] as const) {
    expect(states[state]).not.toContain(states.delivered);
  }
});

it.each([
  ['en', 1, '1 new message'],
  ['en', 2, '2 new messages'],
  ['pl', 1, '1 nowa wiadomość'],
  ['pl', 3, '3 nowe wiadomości'],
  ['pl', 5, '5 nowych wiadomości'],
  ['pl', 22, '22 nowe wiadomości'],
  ['ar', 1, 'رسالة جديدة واحدة'],
  ['ar', 2, 'رسالتان جديدتان'],
  ['ar', 5, 'رسائل جديدة'],
  ['ar', 11, 'رسالة جديدة'],
])('%s counts %i as its grammar wants it', (language, count, words) => {
  expect(packs[language]?.unread('Label', count)).toContain(words);
});
