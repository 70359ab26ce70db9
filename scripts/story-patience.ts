/**
 * How long a story waits for what is bound to come, milliseconds; only one that fails waits so long. A try to deliver
 * whose ending nobody knows is looked into after a minute, at the next sweep, and only then made again.
 */
export const storyPatienceMs = 130_000;
