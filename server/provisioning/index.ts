/** The door to set-up: gives a store its Chatwoot. */
export { agreeOnReplyMail } from './agree-on-reply-mail.ts';
export { connectStore } from './connect-store.ts';
export { type DifferingSetting, differingSettings } from './differing-settings.ts';
export { createSetupStore } from './drizzle-setup-store.ts';
export { isKnownGuarded } from './is-known-guarded.ts';
export { provisionStore } from './provision-store.ts';
export { SetupError } from './run-setup.ts';
export { createContext } from './setup-context.ts';
export { formatSetupReport, type SetupReport, type StepReport, showSetting } from './setup-report.ts';
export { type SetupContext, type SetupDeps, SetupRefusal, type SetupServer } from './setup-step.ts';
export { isSupportedVersion, oldestVersion } from './steps/check-version.ts';
export { whoMailsReplies } from './steps/reply-mail.ts';
export { describeMoves, isGuarded, probeNow, rememberedMoves } from './steps/session-moves.ts';
export { areAttributesDefined, writeAttributeDefinitions } from './write-attribute-definitions.ts';
export { writeOpeningHours } from './write-opening-hours.ts';
export { writeReplyMail } from './write-reply-mail.ts';
