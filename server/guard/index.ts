/** The door of this folder: what stands before Chatwoot's Widget API. */
export { type GuardOptions, guardRoutes } from './guard-routes.ts';
export { startGuard } from './start-guard.ts';
