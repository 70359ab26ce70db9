/** The door of this folder: what the rest of the server may use. */
export { contactPageRoutes } from './routes.ts';
