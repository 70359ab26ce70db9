/** The door to set-up: gives a store its Chatwoot. */
export { connectStore } from './connect-store.ts';
export { createSetupStore } from './drizzle-setup-store.ts';
export { provisionStore } from './provision-store.ts';
export { SetupError } from './run-setup.ts';
export { formatSetupReport, type SetupReport, type StepReport } from './setup-report.ts';
export type { SetupDeps } from './setup-step.ts';
export { writeOpeningHours } from './write-opening-hours.ts';
