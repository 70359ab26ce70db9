import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../../demo-store/free-port.ts';
import { packageFile } from '../package-file.ts';

/** Where the proxy leads. */
interface Targets {
  chatwoot: string;
  guard: string;
}

/** The lines of our documents, with these targets. */
function excerpt(language: string, targets: Targets): string {
  const [, text] = readFileSync(packageFile('docs/guard.md'), 'utf8').split(`\`\`\`${language}\n`);
  const [config = ''] = (text ?? '').split('```');
  return config
    .replaceAll(/127\.0\.0\.1:3000\b/g, new URL(targets.chatwoot).host)
    .replaceAll(/127\.0\.0\.1:4003\b/g, new URL(targets.guard).host);
}

export const proxies = [
  {
    name: 'nginx',
    configure(folder: string, port: number, config: string) {
      const server = config
        .replace('listen 443 ssl', `listen 127.0.0.1:${port}`)
        .replaceAll(/ssl_certificate.*\n/g, '');
      const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
        (kind) => `${kind}_temp_path ${kind};`,
      );
      const user = process.getuid?.() === 0 ? 'user root;' : '';
      const main = `${user} pid nginx.pid; daemon off; worker_processes 1; events {}`;
      writeFileSync(
        join(folder, 'nginx.conf'),
        `${main}\nhttp { access_log off; ${temporary.join(' ')}\n${server} }\n`,
      );
      return ['-p', folder, '-e', 'stderr', '-c', 'nginx.conf'];
    },
    version: ['-v'],
  },
  {
    name: 'caddy',
    configure(folder: string, port: number, config: string) {
      const site = config.replace('chat.example.com', `http://127.0.0.1:${port}`);
      writeFileSync(join(folder, 'Caddyfile'), `{\n\tadmin off\n\tauto_https off\n}\n${site}`);
      return ['run', '--config', join(folder, 'Caddyfile'), '--adapter', 'caddyfile'];
    },
    version: ['version'],
  },
];

/** Says so loudly when it is not. */
export function isThere(command: string, version: string[]): boolean {
  try {
    execFileSync(command, version, { stdio: 'ignore' });
    return true;
  } catch {
    process.stderr.write(`\n*** There is no ${command} here: what docs/guard.md says of it is not tried out. ***\n\n`);
    return false;
  }
}

/** Starts the real program, in a temporary folder and on a free port. @throws Error with what it said, when it does not start. */
export async function startProxy({ name, configure }: (typeof proxies)[number], targets: Targets) {
  const port = await freePort();
  const folder = mkdtempSync(join(tmpdir(), 'storefront-chat-proxy-'));
  const args = configure(folder, port, excerpt(name, targets));
  const env = { ...process.env, HOME: folder, XDG_DATA_HOME: folder, XDG_CONFIG_HOME: folder };
  const child = spawn(name, args, { env, stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => {
    said += chunk;
  });
  const ended = new Promise((resolve) => child.once('close', resolve));
  for (let tries = 0; !(await answers(port)); tries += 1) {
    if (tries > 200 || child.exitCode !== null) throw new Error(`${name} does not start: ${said}`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  return {
    url: `http://127.0.0.1:${port}`,
    async stop() {
      child.kill('SIGTERM');
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => resolve(true));
    socket.once('error', () => resolve(false)).once('connect', () => socket.destroy());
  });
}
