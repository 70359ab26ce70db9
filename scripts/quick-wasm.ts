/** Tells Node to compile WebAssembly quickly rather than well: for processes that live for seconds, as in tests. */
export const quickWasm = '--liftoff-only';
