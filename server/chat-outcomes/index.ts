/** The door of this folder: how presses ended, counted without a word about who pressed. */
export { deleteOldOutcomes, outcomeRetentionDays } from './count-outcome.ts';
export { chatOutcomeRoutes } from './routes.ts';
export { type OutcomeSum, sumOutcomes } from './sum-outcomes.ts';
