export * from '../fake-chunks/form.ts';
