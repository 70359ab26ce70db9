export * from '../fake-chunks/texts-en.ts';
