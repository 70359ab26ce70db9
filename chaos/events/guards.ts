/**
 * What holds the promise up, and can be taken out to see that this program notices:
 *
 * - `dedupe`: of one id there can be one row.
 * - `commit`: a batch is answered when it is written.
 */
export const guards = ['dedupe', 'commit'] as const;
export type Guard = (typeof guards)[number];
