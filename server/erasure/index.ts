/** The door of this folder: what the rest of the server may use. */
export { deleteContacts } from './delete-contacts.ts';
export { type ErasureDeps, type ErasureReport, erasePerson, previewErasure } from './erase-person.ts';
export type { Person } from './find-traces.ts';
