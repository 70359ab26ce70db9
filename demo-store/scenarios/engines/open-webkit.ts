import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FoundWebKit } from '../../../scripts/find-engines.ts';
import { freePort } from '../../free-port.ts';
import type { EngineBrowser } from './engine-browser.ts';
import { startProgram } from './start-program.ts';
import { startSession } from './webdriver.ts';

/** WebKitGTK's own small browser on a screen in memory. Its home is a temporary folder. */
export async function openWebKit({ driverPath, browserPath, screenPath }: FoundWebKit): Promise<EngineBrowser> {
  const home = mkdtempSync(join(tmpdir(), 'storefront-chat-webkit-'));
  const screen = startProgram(screenPath, ['-displayfd', '3', '-screen', '0', '1400x1000x24', '-nolisten', 'tcp']);
  const stopping = [screen.stop];
  const removeHome = () => rmSync(home, { recursive: true, force: true });
  process.once('exit', removeHome);
  async function close() {
    // Whoever was started last goes first.
    for (const stop of stopping.reverse()) await stop();
    process.off('exit', removeHome);
    removeHome();
  }
  try {
    const port = await freePort();
    const env = environment(home, (await screen.says()).trim());
    const driver = startProgram(driverPath, [`--port=${port}`, '--host=127.0.0.1'], env);
    stopping.push(driver.stop);
    const binary = { binary: browserPath, args: ['--automation'] };
    const session = await startSession(`http://127.0.0.1:${port}`, { 'webkitgtk:browserOptions': binary });
    stopping.push(session.end);
    return { ...session.browser, close };
  } catch (error) {
    await close();
    throw error;
  }
}

function environment(home: string, display: string): NodeJS.ProcessEnv {
  return {
    PATH: process.env.PATH,
    LANG: 'C.UTF-8',
    HOME: home,
    XDG_RUNTIME_DIR: home,
    DISPLAY: `:${display}`,
    // There is no desktop here that would answer.
    GTK_A11Y: 'none',
    NO_AT_BRIDGE: '1',
    // WebKit's sandbox does not start as root, which CI often is.
    ...(process.getuid?.() === 0 && { WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1' }),
  };
}
