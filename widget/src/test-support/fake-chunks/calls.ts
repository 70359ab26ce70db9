export { runCall } from '../../calls/run-call.ts';
