/** The door to set-up: gives a store its Chatwoot. */
export { connectStore } from './connect-store.ts';
export { createSetupStore } from './drizzle-setup-store.ts';
export { probeSessionMoves, type SessionMoves } from './probe-session-moves.ts';
export { provisionStore, setupSteps } from './provision-store.ts';
export { SetupError } from './run-setup.ts';
export { formatSetupReport, type Outcome, type SetupReport, type StepReport } from './setup-report.ts';
export type { SetupDeps, SetupOptions } from './setup-step.ts';
export type { SetupState, SetupStore } from './setup-store.ts';
export type { ConnectTarget } from './steps/connect-inbox.ts';
