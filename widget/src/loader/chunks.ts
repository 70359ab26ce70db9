import type * as composer from '../composer/mount.tsx';
import type * as bridge from '../sdk-bridge/sdk-bridge.ts';

/** What is fetched when a shopper means to write, by its name in the `assets` of the settings. */
interface Chunks {
  composer: typeof composer;
  bridge: typeof bridge;
}

export type LoadChunk = <Name extends keyof Chunks>(name: Name) => Promise<Chunks[Name]>;

/** Imports chunks. A browser fetches each address once. */
export function createChunkLoader(server: string, assets: Record<string, string>): LoadChunk {
  let failures = 0;
  return (name) => {
    // What failed is remembered by its address as well, for as long as the page lives.
    return import(/* @vite-ignore */ `${server}${assets[name]}?${failures}`).catch((error) => {
      failures++;
      throw error;
    });
  };
}
