import { afterEach, expect, it, vi } from 'vitest';
import { findFirefox, findWebKit } from './find-engines.ts';

afterEach(() => vi.unstubAllEnvs());

it('finds nothing where nothing is installed', () => {
  vi.stubEnv('PATH', '');
  vi.stubEnv('FIREFOX_PATH', '');
  vi.stubEnv('WEBKIT_DRIVER_PATH', '');
  expect(findFirefox()).toBeUndefined();
  expect(findWebKit()).toBeUndefined();
});

it('takes the browser that is named', () => {
  vi.stubEnv('FIREFOX_PATH', process.execPath);
  expect(findFirefox()).toBe(process.execPath);
});

it('says which variable names something that is no program, before any test counts as left out', () => {
  vi.stubEnv('FIREFOX_PATH', '/nowhere/firefox');
  vi.stubEnv('WEBKIT_DRIVER_PATH', '/nowhere/driver');
  expect(findFirefox).toThrow('FIREFOX_PATH names /nowhere/firefox, which is not an executable file.');
  expect(findWebKit).toThrow('WEBKIT_DRIVER_PATH names /nowhere/driver');
});
