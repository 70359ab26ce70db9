export { prepare } from '../../sdk-bridge/prepare.ts';
export { connectChat } from '../fake-chunks/bridge.ts';
