/** What asks for more than words, as a chunk of its own: fetched when chat cannot be had, or where a form is wanted. */
export { openForm } from './open-form.ts';
export { uploadFile } from './upload-file.ts';
