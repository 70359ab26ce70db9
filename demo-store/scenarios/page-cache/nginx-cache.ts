import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '../../free-port.ts';
import type { PageCache } from './careless-cache.ts';

const program = 'nginx';

export const hasNginx = spawnSync(program, ['-v']).status === 0;

/** The real nginx with `proxy_cache` for the same pages, told to heed neither cookies nor `Cache-Control`. */
export async function startNginxCache(shopUrl: string): Promise<PageCache> {
  const folder = mkdtempSync(join(tmpdir(), 'storefront-chat-nginx-'));
  const port = await freePort();
  for (const name of ['kept', 'temp']) mkdirSync(join(folder, name));
  writeFileSync(join(folder, 'nginx.conf'), configuration(folder, port, shopUrl));
  const nginx = spawn(program, ['-p', folder, '-c', join(folder, 'nginx.conf'), '-e', join(folder, 'error.log')]);
  const ended = once(nginx, 'exit');
  const url = `http://localhost:${port}`;
  await untilItAnswers(url);
  return {
    url,
    pages: () =>
      readdirSync(join(folder, 'kept'), { withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map(({ name }) => readFileSync(join(folder, 'kept', name), 'latin1')),
    async stop() {
      nginx.kill('SIGQUIT');
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function configuration(folder: string, port: number, shopUrl: string): string {
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    (kind) => `  ${kind}_temp_path ${folder}/temp/${kind};`,
  );
  // Started by root its workers would be nobody, who may not write here; of all others it heeds no `user`.
  return `user root;
daemon off;
pid ${folder}/nginx.pid;
events {}
http {
  access_log off;
${temporary.join('\n')}
  proxy_cache_path ${folder}/kept keys_zone=pages:1m;
  proxy_set_header Host $http_host;
  server {
    listen 127.0.0.1:${port};
    location / { proxy_pass ${shopUrl.replace('localhost', '127.0.0.1')}; }
    location ~ ^/($|products/) {
      proxy_pass ${shopUrl.replace('localhost', '127.0.0.1')};
      proxy_cache pages;
      proxy_cache_key $request_uri;
      proxy_cache_valid 200 1h;
      proxy_ignore_headers Cache-Control Expires Vary Set-Cookie;
      add_header X-Cache $upstream_cache_status always;
    }
  }
}
`;
}

async function untilItAnswers(url: string) {
  for (let tries = 0; tries < 2000; tries += 1) {
    if (await fetch(`${url}/favicon.ico`).catch(() => null)) return;
    await sleep(50);
  }
  throw new Error('nginx does not answer.');
}
