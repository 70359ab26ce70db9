declare global {
  interface Window {
    /** Until then the composer is on its way. */
    composerMayCome: Promise<unknown>;
  }
}

await window.composerMayCome;

export { mountComposer } from '../../composer/mount.tsx';
