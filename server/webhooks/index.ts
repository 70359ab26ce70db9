/** The door of this folder: what Chatwoot reports by itself. */
export { webhookRoutes, webhookUrl } from './routes.ts';
export { webhookSecretPlace } from './take-delivery.ts';
