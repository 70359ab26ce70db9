import type { StoreSettings } from '../../contract/settings.ts';
import type { Ask, Silence } from './ask.ts';
import type { FetchedPage } from './fetch-page.ts';
import type { PageFinding } from './finding.ts';
import type { PageContent, PageScript } from './read-page.ts';

/** Whose chat the page has, as far as the page says so. */
export interface Standing {
  server: string;
  storeKey: string;
  /** The element with nonce and `data-*`; null where the loader is part of another script. */
  carrier: PageScript | null;
  /** The tag itself, and its address; null where there is none. */
  loader: { script: PageScript; address: URL } | null;
  /** Address of the chunks with `*`, if the page itself names it. */
  assets: string | null;
}

/** What this machine's own database knows of stores. */
export interface StoreLookup {
  find(storeKey: string): Promise<{ name: string; origins: string[] } | undefined>;
  /** Keys of the stores that a page of this origin belongs to. */
  withOrigin(origin: string): Promise<string[]>;
}

/** What a check may look at. */
export interface Examination {
  ask: Ask;
  page: FetchedPage;
  content: PageContent;
  /** The same page, asked for a second time. */
  again: FetchedPage | Silence;
  /** Null: chat is not on this page. */
  standing: Standing | null;
  /** As our server has them now; null where it did not say. */
  settings: StoreSettings | null;
  /** Null: there is no database here. */
  stores: StoreLookup | null;
}

/** One thing to look at. An empty list: there was nothing to look at. */
export type PageCheck = (examination: Examination) => PageFinding[] | Promise<PageFinding[]>;
