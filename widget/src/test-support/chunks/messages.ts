export * from '../../composer/messages.ts';
