export * from '../fake-chunks/calls.ts';
