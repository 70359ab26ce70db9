import { beforeEach, expect, it } from 'vitest';
import { type AttackWatch, createAttackWatch } from './attack-watch.ts';

const minuteMs = 60_000;
let now: number;
let attacks: string[];
let watch: AttackWatch;

beforeEach(() => {
  now = Date.parse('2026-06-30T12:00:00Z');
  attacks = [];
  watch = createAttackWatch({ now: () => new Date(now), onAttack: (storeId) => attacks.push(storeId) });
});

const write = (messages: number, storeId = 'tea') => {
  for (let count = 0; count < messages; count += 1) watch.noteMessage(storeId);
};

it('is not alarmed by a busy minute', () => {
  write(300);
  expect(watch.isUnderAttack('tea')).toBe(false);
});

it('tells a flood from it, of this store alone, and says so once', () => {
  write(400);
  write(10, 'coffee');
  expect([watch.isUnderAttack('tea'), watch.isUnderAttack('coffee'), attacks]).toEqual([true, false, ['tea']]);
});

it('knows what is usual: a large shop has floods every day', () => {
  for (let minute = 0; minute < 40; minute += 1) {
    write(200);
    now += minuteMs;
  }
  write(1500);
  expect(watch.isUnderAttack('tea')).toBe(false);
  write(600);
  expect(watch.isUnderAttack('tea')).toBe(true);
});

it('is over ten minutes after the flood, and not before', () => {
  write(400);
  now += 5 * minuteMs;
  write(400);
  now += 9 * minuteMs;
  expect(watch.isUnderAttack('tea')).toBe(true);
  now += 2 * minuteMs;
  expect(watch.isUnderAttack('tea')).toBe(false);
  write(400);
  expect(attacks).toEqual(['tea', 'tea']);
});

it('does not take an attack for what is usual, however long it lasts', () => {
  for (let minute = 0; minute < 60; minute += 1) {
    write(400);
    now += minuteMs;
  }
  expect([watch.isUnderAttack('tea'), attacks]).toEqual([true, ['tea']]);
});

it('takes somebody for a machine who goes on although they are refused', () => {
  for (let count = 0; count < 120; count += 1) watch.noteRefusal('tea');
  expect(watch.isUnderAttack('tea')).toBe(false);
  watch.noteRefusal('tea');
  expect(watch.isUnderAttack('tea')).toBe(true);
});
