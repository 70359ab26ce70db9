/** The door of this folder: what visitors do, with their leave. */
export { mostCorrectionMs } from './corrected-time.ts';
export { deleteOldEvents, dropOldWeeks } from './delete-old-events.ts';
export { lowestEventId } from './event-id.ts';
export { ensureEventPartitions, withPartitions } from './event-partitions.ts';
export { findVisitorsOf, forgetVisitors } from './forget-visitors.ts';
export { recordEvents } from './record-events.ts';
export { recordOutcome } from './record-outcome.ts';
export { eventRoutes } from './routes.ts';
export { serverEventRoutes } from './server-routes.ts';
