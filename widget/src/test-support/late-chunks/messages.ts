export * from '../fake-chunks/messages.ts';
