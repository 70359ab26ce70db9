/** The door of this folder: what the rest of the server may use. */
export { bindSession, rebindIfForgotten, shopperOf } from './bind-session.ts';
export { confirmIdentity, confirmLater } from './confirm-identity.ts';
export { claimSession, findOrCreateSession } from './find-or-create-session.ts';
export { requestSession } from './request-session.ts';
export { chatSessionRoutes } from './routes.ts';
export { isClaimant } from './session-claim.ts';
export type { SessionDeps } from './session-deps.ts';
export { type ChatSession, tokenPlaces, visitorKey, visitorTokens } from './visitor-token.ts';
