import { Hono } from 'hono';
import type { Chatwoot } from './chatwoot.ts';
import { unknownRoute } from './http/answers.ts';

/** As much as a demo sends; older files go first. */
const mostBytes = 100 * 1024 * 1024;

/** The bytes of attachments, by the attachment's id. In memory alone: after a restart their names are left. */
export type Files = { keep(id: number, bytes: Uint8Array): void; find(id: number): Uint8Array | undefined };

export function createFiles(): Files {
  const kept = new Map<number, Uint8Array>();
  let size = 0;
  return {
    keep(id, bytes) {
      kept.set(id, bytes);
      size += bytes.length;
      for (const [oldest, { length }] of kept) {
        if (size <= mostBytes) break;
        kept.delete(oldest);
        size -= length;
      }
    },
    find: (id) => kept.get(id),
  };
}

/** Where an attachment's `data_url` leads. A real Chatwoot sends one on to its storage, and takes no number for an id. */
export function fileRoutes({ files, state }: Chatwoot): Hono {
  const app = new Hono();
  app.get('/:id/:name', (c) => {
    const id = Number(c.req.param('id'));
    const bytes = files.find(id);
    const file = state.messages.flatMap(({ attachments }) => attachments).find((attachment) => attachment.id === id);
    if (!bytes || !file) return unknownRoute();
    const headers = {
      'content-type': file.content_type,
      'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(file.file_name)}`,
    };
    return new Response(new Uint8Array(bytes), { headers });
  });
  return app;
}
