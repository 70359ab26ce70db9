/** The door of this folder: what the rest of the server may use. */
export { deliverMessages } from './deliver-messages.ts';
export { submissionRoutes } from './routes.ts';
export type { SubmissionDeps } from './submission-deps.ts';
export { sweepDeliveries } from './sweep-deliveries.ts';
