import type { PageKind } from '../page-kind.ts';
import { astro } from './astro.ts';
import { backForwardCache } from './back-forward-cache.ts';
import { barba } from './barba.ts';
import { fullReload } from './full-reload.ts';
import { historyRouter } from './history-router.ts';
import { combinedFile, delayedTag } from './optimiser.ts';
import { prerender } from './prerender.ts';
import { replacedBody } from './replaced-body.ts';
import { swup } from './swup.ts';
import {
  documentWrite,
  moduleTag,
  tagInHead,
  tagInHeadAsync,
  tagManager,
  tagTwice,
  twoStores,
} from './tag-variants.ts';
import { turbo, turboHead } from './turbo.ts';

export const pageKinds: readonly PageKind[] = [
  fullReload,
  historyRouter,
  turbo,
  turboHead,
  swup,
  barba,
  astro,
  replacedBody,
  backForwardCache,
  prerender,
  tagTwice,
  tagInHead,
  tagInHeadAsync,
  twoStores,
  moduleTag,
  tagManager,
  documentWrite,
  delayedTag,
  combinedFile,
];
