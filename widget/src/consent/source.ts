import type { Opinion } from './combine-consent.ts';

/** What a source says now; undefined while it is not on this page. May throw: what it reads belongs to the page. */
export type ReadOpinion = () => Opinion | undefined;

/**
 * One place where a visitor's leave can be read.
 * @param changed says that it is worth reading anew; it is read while the page grows up anyway (see `lookAgain`)
 * @param signal ends all listening
 */
export type ConsentSource = (changed: () => void, signal: AbortSignal) => ReadOpinion;
