/** The door of this folder: what the rest of the server may use. */
export { pageLanguage } from './page-language.ts';
export { contactPageRoutes } from './routes.ts';
