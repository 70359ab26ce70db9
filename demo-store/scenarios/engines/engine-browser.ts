import { findFirefox, findWebKit, howToGet } from '../../../scripts/find-engines.ts';
import { openFirefox } from './open-firefox.ts';
import { openWebKit } from './open-webkit.ts';

export interface WindowSize {
  width: number;
  height: number;
}

/**
 * A browser of any engine with one page. Places are CSS selectors; `>>>` goes on inside the shadow root of what stands
 * before it: `storefront-chat >>> textarea`.
 */
export interface EngineBrowser {
  open(url: string): Promise<void>;
  /** As a mouse does. @throws Error when it is not there, or not to be seen. */
  click(place: string): Promise<void>;
  /** Keys, one after the other, to whatever has the focus; `\n` is Enter. */
  type(text: string): Promise<void>;
  /** What can be read at a place, in the page or in a frame of it; empty when there is no such place. */
  textOf(place: string, frame?: string): Promise<string>;
  /** Size of what the page gets of the window, in CSS pixels; WebKit's own bar keeps it 447 wide or wider. */
  resize(size: WindowSize): Promise<void>;
  /** @returns a PNG */
  takePicture(): Promise<Uint8Array>;
  /** Ends every process of it and takes its profile away. */
  close(): Promise<void>;
}

export interface Engine {
  name: 'firefox' | 'webkit';
  /** Undefined where the engine is not installed. */
  launch: (() => Promise<EngineBrowser>) | undefined;
  howToGet: string;
}

/** The engines besides Chromium. Says loudly which of them are not here. */
export function findEngines(): Engine[] {
  const firefox = findFirefox();
  const webkit = findWebKit();
  const engines: Engine[] = [
    { name: 'firefox', launch: firefox ? () => openFirefox(firefox) : undefined, howToGet: howToGet.firefox },
    { name: 'webkit', launch: webkit && (() => openWebKit(webkit)), howToGet: howToGet.webkit },
  ];
  for (const { name, launch, howToGet } of engines) {
    if (!launch) process.stderr.write(`\n*** No ${name} here, its stories are left out: ${howToGet}. ***\n\n`);
  }
  return engines;
}
