/** The door of this folder: what the rest of the server may use. */
export { createGate, type Gate } from './gate.ts';
