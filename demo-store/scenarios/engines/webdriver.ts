import { setTimeout as wait } from 'node:timers/promises';
import type { EngineBrowser } from './engine-browser.ts';

/** The names under which the protocol hands out elements and shadow roots: https://www.w3.org/TR/webdriver2/ */
const elementKey = 'element-6066-11e4-a52e-4f735466cecf';
const shadowKey = 'shadow-6066-11e4-a52e-4f735466cecf';
const enter = '\uE007';

type Ask = (method: 'GET' | 'POST' | 'DELETE', path: string, body?: object) => Promise<unknown>;

export interface DriverSession {
  browser: Omit<EngineBrowser, 'close'>;
  /** Closes the browser. */
  end(): Promise<void>;
}

/**
 * A browser by classic W3C WebDriver.
 * @param driver address of a driver that may still be starting
 */
export async function startSession(driver: string, capabilities: Record<string, unknown>): Promise<DriverSession> {
  await untilItAnswers(driver);
  const made = await askDriver(driver)('POST', '/session', { capabilities: { alwaysMatch: capabilities } });
  const { sessionId } = made as { sessionId: string };
  const ask = askDriver(`${driver}/session/${sessionId}`);
  return { browser: browserBehind(ask), end: async () => void (await ask('DELETE', '').catch(() => {})) };
}

function browserBehind(ask: Ask): DriverSession['browser'] {
  const run = (script: string) => ask('POST', '/execute/sync', { script, args: [] });

  /** @throws Error when it is not there. */
  async function find(place: string): Promise<string> {
    let id = '';
    for (const step of place.split('>>>')) {
      const root = id && `/shadow/${idIn(await ask('GET', `/element/${id}/shadow`), shadowKey)}`;
      const found = await ask('POST', `${root}/element`, { using: 'css selector', value: step.trim() });
      id = idIn(found, elementKey);
    }
    return id;
  }
  return {
    open: async (url) => void (await ask('POST', '/url', { url })),
    async click(place) {
      // The command for clicks believes that a shadow root's host covers what is in it: WebKitGTK 2.50 refuses.
      const origin = { [elementKey]: await find(place) };
      const actions = [
        { type: 'pointerMove', origin, x: 0, y: 0 },
        { type: 'pointerDown', button: 0 },
        { type: 'pointerUp', button: 0 },
      ];
      await ask('POST', '/actions', { actions: [{ type: 'pointer', id: 'mouse', actions }] });
    },
    async type(text) {
      const actions = [...text.replaceAll('\n', enter)].flatMap((value) => [
        { type: 'keyDown', value },
        { type: 'keyUp', value },
      ]);
      await ask('POST', '/actions', { actions: [{ type: 'key', id: 'keyboard', actions }] });
    },
    async textOf(place, frame) {
      try {
        if (frame) await ask('POST', '/frame', { id: { [elementKey]: await find(frame) } });
        return String(await ask('GET', `/element/${await find(place)}/text`));
      } catch {
        // Not there yet, or replaced while it was read.
        return '';
      } finally {
        if (frame) await ask('POST', '/frame', { id: null });
      }
    },
    async resize({ width, height }) {
      await ask('POST', '/window/rect', { width, height });
      // The window has a frame and a bar of its own.
      const inner = (await run('return [outerWidth - innerWidth, outerHeight - innerHeight]')) as [number, number];
      await ask('POST', '/window/rect', { width: width + inner[0], height: height + inner[1] });
    },
    takePicture: async () => Buffer.from(String(await ask('GET', '/screenshot')), 'base64'),
  };
}

function idIn(answer: unknown, key: string): string {
  return String((answer as Record<string, unknown>)[key]);
}

function askDriver(base: string): Ask {
  return async (method, path, body) => {
    const answer = await fetch(`${base}${path}`, { method, body: body ? JSON.stringify(body) : null });
    const { value } = (await answer.json()) as { value: { error?: string; message?: string } | null };
    if (!answer.ok) throw new Error(`${method} ${path}: ${value?.error} ${value?.message}`);
    return value;
  };
}

async function untilItAnswers(driver: string) {
  for (let tries = 0; ; tries += 1) {
    try {
      return await askDriver(driver)('GET', '/status');
    } catch (error) {
      if (tries > 100) throw error;
      await wait(100);
    }
  }
}
