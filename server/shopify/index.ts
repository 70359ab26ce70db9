/** The door of this folder: what Shopify reports by itself. */
export { deleteContactsJob } from './delete-contacts-job.ts';
export { shopifyWebhookRoutes } from './routes.ts';
