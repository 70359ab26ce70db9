// A thread has none of the loaders of whoever starts it, be it tsx or a test runner. This one brings its own and then
// runs the worker as TypeScript; compiled code starts the worker itself and never comes here.
import { tsImport } from 'tsx/esm/api';

await tsImport('./pglite-worker.ts', import.meta.url);
