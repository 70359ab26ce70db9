import { z } from 'zod';
import { type Connection, createSend, type Send } from './send.ts';

const versionSchema = z.object({ version: z.string() });

/** The version that this Chatwoot says it is, `4.14.0`; asked without any token. */
export function readVersion(connection: Connection): Promise<string> {
  return versionOf(createSend(connection));
}

export async function versionOf(send: Send): Promise<string> {
  const { version } = await send({ method: 'GET', path: '/api', answer: versionSchema });
  return version;
}
