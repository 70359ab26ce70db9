/** The door of this folder: what the rest of the server may use. */
export { acceptSubmission, type NewSubmission } from './accept-submission.ts';
export { heldAsSpam } from './dead-letters.ts';
export { deliverMessages } from './deliver-messages.ts';
export { fileRoutes } from './file-routes.ts';
export {
  exportSubmissions,
  inspectSubmission,
  type ListedSubmission,
  listSubmissions,
  type SubmissionFilter,
} from './find-submissions.ts';
export { type HeldLanes, holdLanes, letLanesGo } from './hold-lanes.ts';
export { measureBacklog } from './measure-backlog.ts';
export { retrySubmissions } from './retry-submissions.ts';
export { submissionRoutes } from './routes.ts';
export type { SubmissionDeps } from './submission-deps.ts';
export { sweepDeliveries } from './sweep-deliveries.ts';
