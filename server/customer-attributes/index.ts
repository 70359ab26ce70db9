/** The door of this folder: what the rest of the server may use. */
export { pollAttributes } from './poll-attributes.ts';
export { customerAttributeRoutes } from './routes.ts';
export { writeAttributes } from './write-attributes.ts';
