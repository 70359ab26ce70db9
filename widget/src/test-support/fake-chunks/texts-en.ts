export { pack } from '../../texts/en.ts';
