export { mountComposer } from '../../composer/mount.tsx';
