import { type Context, Hono } from 'hono';
import type { Gate } from '../abuse/index.ts';
import { formAnswer } from '../contact-form/index.ts';
import { AppError } from '../errors.ts';
import { limitBody } from '../http/limit-body.ts';
import { createLimiter, type LimitDeps, rateLimit } from '../http/rate-limit.ts';
import { isAllowedOrigin, type StoreEnv } from '../http/store-origin.ts';
import { acceptSubmission, type SubmissionDeps } from '../submissions/index.ts';
import { type FormPage, formPage } from './form-page.ts';
import { type Page, pageInFrame, sorryPage } from './page-frame.ts';
import { pageLanguage } from './page-language.ts';
import { checkPosted, emptyForm, type PostedForm, readPosted, trapName } from './posted-form.ts';
import { sentPage } from './sent-page.ts';

const path = '/contact/:storeKey';

/** Encoded by a browser, each letter of some scripts is nine signs, and a form may have a dozen long answers. */
const maxBodyBytes = 256 * 1024;

/** Of one address at one store. */
const perMinute = { looks: 120, messages: 20 };

/**
 * A browser without scripts can do no work for its message. So nobody is asked for any here, and no store takes more of
 * such messages than this in a minute: whoever comes with machines gains little.
 */
const messagesOfStorePerMinute = 60;

/** The contact form as a page of ours, for browsers that run no script: what the `<noscript>` of a shop links to. */
export function contactPageRoutes(deps: SubmissionDeps & LimitDeps, gate: Gate) {
  const app = new Hono<StoreEnv>();
  const countOfStore = createLimiter(deps, 'contact-page-of-store', messagesOfStorePerMinute, 60);

  app.use(path, async (c, next) => {
    const store = deps.directory.find(c.req.param('storeKey') ?? '');
    if (!store) return pageInFrame(c, undefined, languageOf(c), sorryPage(404, languageOf(c).texts.unknown));
    c.set('store', store);
    return next();
  });
  app.get(path, rateLimit(deps, 'contact-page', perMinute.looks, 60));
  app.post(
    path,
    limitBody(maxBodyBytes, refuseLargeBody),
    rateLimit(deps, 'contact-page-messages', perMinute.messages, 60),
  );

  app.get(path, (c) => showForm(c, 200, { posted: emptyForm() }));

  app.post(path, async (c) => {
    const { store, requestId } = c.var;
    const language = languageOf(c);
    const posted = await readBody(c);
    if (!isFromOurPage(c, deps.directory.server)) return showForm(c, 403, { posted, notice: 'elsewhere' });
    const checked = checkPosted(store, formAnswer(store, language.tag), posted, language.tag);
    if (!checked.ok) return showForm(c, 422, { posted, errors: checked.errors });
    const { message } = checked;
    await countOfStore(store.id);
    const checks = { trap: posted.values[trapName] };
    const idempotencyKey = posted.key;
    const admitted = await gate.admit(store, { ...message, checks, idempotencyKey, isKnown: async () => true });
    const shopper = { userAgent: c.req.header('user-agent'), acceptLanguage: c.req.header('accept-language') };
    const isHeld = admitted === 'held';
    const { reference } = await acceptSubmission(deps, store, idempotencyKey, message, shopper, requestId, isHeld);
    return pageInFrame(c, store, language, sentPage(store, language, { reference, email: message.contact?.email }));
  });

  // Whatever goes wrong, what was typed stands on the page that says so.
  app.onError(async (error, c) => {
    const { code, headers } = error instanceof AppError ? error : {};
    if (!code) c.var.logger.error({ err: error }, 'unexpected error');
    if (code === 'payload_too_large')
      return pageInFrame(c, c.var.store, languageOf(c), sorryPage(413, languageOf(c).texts.tooLarge));
    const posted = c.req.method === 'POST' ? await readBody(c) : emptyForm();
    if (code === 'rate_limited') return showForm(c, 429, { posted, notice: 'tooMany' }, headers);
    // The first one is sent and stays so; this one is another.
    const { key } = emptyForm();
    if (code === 'idempotency_key_reused') return showForm(c, 409, { posted: { ...posted, key }, notice: 'again' });
    return showForm(c, 500, { posted, notice: 'broken' });
  });

  return app;
}

type PageContext = Context<StoreEnv>;
type Shown = Pick<FormPage, 'posted' | 'errors' | 'notice'>;

function showForm(c: PageContext, status: Page['status'], shown: Shown, headers: Record<string, string> = {}) {
  const { store } = c.var;
  const language = languageOf(c);
  const form = formAnswer(store, language.tag);
  return pageInFrame(c, store, language, { status, headers, ...formPage({ store, form, language, ...shown }) });
}

function languageOf(c: PageContext) {
  const { store } = c.var;
  return pageLanguage({
    asked: c.req.query('locale'),
    acceptLanguage: c.req.header('accept-language'),
    ...(store && { own: store.locale, offered: store.languages }),
  });
}

/** What cannot be read is nothing that a browser has sent. */
async function readBody(c: PageContext): Promise<PostedForm> {
  return readPosted(await c.req.parseBody().catch(() => ({})));
}

/**
 * A page of somebody else could have its visitors' browsers send something here. Old browsers do not say where they come
 * from; ours is where the form came from, whatever name we are reached by.
 */
function isFromOurPage(c: PageContext, server: string): boolean {
  const origin = c.req.header('origin');
  if (origin === undefined || origin === new URL(server).origin) return true;
  const isOwn = URL.canParse(origin) && new URL(origin).host === c.req.header('host');
  return isOwn || isAllowedOrigin(origin, c.var.store.origins);
}

function refuseLargeBody(): never {
  throw new AppError('payload_too_large', `The body may have ${maxBodyBytes / 1024} KB.`);
}
