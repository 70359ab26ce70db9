import type { WorkChallenge } from '../../../contract/form.ts';
import type * as solver from '../proof-of-work/solve-work.ts';

/** Work that our server wants before it takes a message, done while the shopper writes. */
export interface Work {
  start(): void;
  /** The solution, if it is ready; each is good for one message. */
  take(): string | undefined;
}

export function createWork(challenge: WorkChallenge | undefined, load: () => Promise<typeof solver>): Work {
  let solution: string | undefined;
  return {
    start() {
      if (!challenge) return;
      load().then(
        async ({ solveWork }) => {
          solution = await solveWork(challenge);
        },
        // Our server asks for it again when it is missing.
        () => {},
      );
    },
    take() {
      const taken = solution;
      solution = undefined;
      return taken;
    },
  };
}
