import type { HttpBindings } from '@hono/node-server';
import type { Logger } from 'pino';

/** What every handler finds in its context. */
export interface AppEnv {
  Bindings: Partial<HttpBindings>;
  Variables: {
    requestId: string;
    /** The caller's address, behind the proxies that we trust. */
    address: string;
    logger: Logger;
  };
}
