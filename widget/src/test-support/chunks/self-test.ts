export { show } from '../../self-test/show-self-test.ts';
