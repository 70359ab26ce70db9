declare global {
  interface Window {
    /** Until then what runs the page's calls is on its way. */
    callsMayCome?: Promise<unknown> | undefined;
  }
}

await window.callsMayCome;

export { runCall } from '../../calls/run-call.ts';
