import { Hono } from 'hono';
import type { AppEnv } from './app-env.ts';

/** When what we do about it last changed. */
const support = { gpc: true, lastUpdate: '2026-11-21' };

const cached = { 'cache-control': 'public, max-age=86400', 'access-control-allow-origin': '*' };

/** `/.well-known/gpc.json` says that Global Privacy Control is respected here: https://w3c.github.io/gpc/ */
export function gpcRoute() {
  const app = new Hono<AppEnv>();
  app.get('/.well-known/gpc.json', (c) => c.json(support, 200, cached));
  return app;
}
