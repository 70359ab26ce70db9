/** The door of this folder: a store's numbers, day by day. */
export { analyticsHandlers } from './analytics-handlers.ts';
export { deleteOldAnalytics } from './delete-old-analytics.ts';
export { readAnalytics } from './read-analytics.ts';
export { recomputeAnalytics } from './recompute-analytics.ts';
export { analyticsRoutes } from './routes.ts';
