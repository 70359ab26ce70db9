import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import { fileQuerySchema } from '../../contract/files.ts';
import { submissionAnswerSchema } from '../../contract/submissions.ts';
import { defaultFiles } from '../contact-form/index.ts';
import { AppError } from '../errors.ts';
import { errorAnswers, refuseInvalid } from '../http/openapi.ts';
import { type LimitDeps, rateLimit } from '../http/rate-limit.ts';
import { readBytes } from '../http/read-bytes.ts';
import { type StoreEnv, storeOrigin } from '../http/store-origin.ts';
import { acceptFile } from './accept-file.ts';
import type { SubmissionDeps } from './submission-deps.ts';

const upload = createRoute({
  method: 'post',
  path: '/v1/stores/{storeKey}/files',
  tags: ['Messages'],
  summary: 'Hand over a file',
  description:
    'A message of its own, behind the words it goes with: stored with the job that delivers it before this answers. ' +
    'The body is the file as it is. What it is, is told by its content; `Content-Type` and the name are only claims.',
  request: {
    params: z.object({ storeKey: z.string() }),
    query: fileQuerySchema,
    headers: z.object({
      'idempotency-key': z.string().optional(),
      'x-visitor-token': z.string().max(2000).optional().describe('The session the page holds, if it has one.'),
    }),
    body: {
      required: true,
      content: { 'application/octet-stream': { schema: z.string().openapi({ format: 'binary' }) } },
    },
  },
  responses: {
    202: { description: 'Ours to deliver.', content: { 'application/json': { schema: submissionAnswerSchema } } },
    ...errorAnswers(400, 403, 404, 409, 413, 415, 429),
  },
});

const perMinute = 30;

/** The one route with a large body: it is mounted before the limit of all others, and has its own. */
export function fileRoutes(deps: SubmissionDeps & LimitDeps) {
  const app = new OpenAPIHono<StoreEnv>({ defaultHook: refuseInvalid });
  const path = upload.getRoutingPath();
  app.use(path, storeOrigin(deps.directory));
  app.post(path, rateLimit(deps, 'files', perMinute, 60));

  app.openapi(upload, async (c) => {
    const key = z.uuid().safeParse(c.req.valid('header')['idempotency-key']);
    if (!key.success) throw new AppError('idempotency_key_missing', 'Send an Idempotency-Key header with a uuid.');
    const { store, requestId } = c.var;
    const { maxCount, maxBytes } = store.form.files ?? defaultFiles;
    const bytes = await readBytes(c.req.raw, maxBytes);
    if (maxCount === 0) throw new AppError('file_refused', 'This store takes no files.');
    const shopper = { userAgent: c.req.header('user-agent'), acceptLanguage: c.req.header('accept-language') };
    const visitorToken = c.req.valid('header')['x-visitor-token'];
    const file = { ...c.req.valid('query'), visitorToken, bytes };
    const accepted = await acceptFile(deps, store, key.data, file, shopper, requestId);
    return c.json(accepted, 202, { 'cache-control': 'no-store' });
  });

  return app;
}
