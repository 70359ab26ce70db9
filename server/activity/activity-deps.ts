import type { SubmissionDeps } from '../submissions/index.ts';
import type { Definitions } from './definitions.ts';
import type { FairShare } from './fair-share.ts';

/** What the server has, for this folder. */
export type ActivityServer = Pick<
  SubmissionDeps,
  'database' | 'secrets' | 'jobs' | 'directory' | 'logger' | 'accountClient' | 'breakers' | 'now'
>;

export interface ActivityDeps extends ActivityServer {
  share: FairShare;
  definitions: Definitions;
}
