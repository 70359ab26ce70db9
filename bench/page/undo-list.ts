/** What has to be undone, last first. */
export interface UndoList {
  /** After `run` a step is taken at once: whoever was still starting something is too late. */
  add(step: () => unknown): void;
  /** Takes every step, also when one of them fails, and then throws what went wrong first. */
  run(): Promise<void>;
}

export function createUndoList(): UndoList {
  const steps: (() => unknown)[] = [];
  let hasRun = false;
  return {
    add(step) {
      if (hasRun) step();
      else steps.push(step);
    },
    async run() {
      hasRun = true;
      const failures: unknown[] = [];
      for (let step = steps.pop(); step; step = steps.pop()) {
        try {
          await step();
        } catch (error) {
          failures.push(error);
        }
      }
      if (failures.length > 0) throw failures[0];
    },
  };
}
