import { postToFrame } from './frame.ts';
import { bubbleHolderId, holderId, styleId } from './widget-elements.ts';

/**
 * Tells the frame where the page is, now and after every change that a DOM mutation under this body lets us notice:
 * a bare `pushState` goes unseen, and so does everything after a body swap (rule 13).
 */
export function reportPageUrl(): void {
  let lastUrl = location.href;
  postPageUrl();
  new MutationObserver(() => {
    if (location.href === lastUrl) return;
    lastUrl = location.href;
    postPageUrl();
  }).observe(document.body, { childList: true, subtree: true });
}

function postPageUrl(): void {
  postToFrame('change-url', { referrerURL: location.href, referrerHost: location.host });
}

/** The frame shows its own close button where the panel covers the whole screen. */
export function postCloseButton(): void {
  postToFrame('toggle-close-button', { isMobile: matchMedia('(max-width: 668px)').matches });
}

/**
 * Carries our three elements into the next body of Turbo, Turbolinks and Astro. The move reloads the iframe from its
 * first address; on the page view that made the visitor, that is a new visitor (rule 67).
 */
export function surviveNavigation(): void {
  document.addEventListener('turbo:before-render', (event) => {
    const { newBody, renderMethod } = (event as CustomEvent<{ newBody: HTMLElement; renderMethod?: string }>).detail;
    if (renderMethod !== 'morph') moveInto(newBody);
  });
  document.addEventListener('astro:before-swap', (event) => {
    moveInto((event as Event & { newDocument: Document }).newDocument.body);
  });
  if (window.Turbolinks === undefined) return;
  document.addEventListener('turbolinks:before-render', (event) => {
    moveInto((event as Event & { data: { newBody: HTMLElement } }).data.newBody);
  });
}

function moveInto(newBody: HTMLElement): void {
  for (const id of [styleId, holderId, bubbleHolderId]) {
    const element = document.getElementById(id);
    if (element) newBody.appendChild(element);
  }
}
