/** The door of this folder: what the rest of the server may use. */
export { activityHandlers } from './activity-handlers.ts';
export { clearLater } from './clear-activity.ts';
export { lookAgainAtSession, lookAgainAtVisitor } from './look-again.ts';
export { formatMoney } from './money.ts';
