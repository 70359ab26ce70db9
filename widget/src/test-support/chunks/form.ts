export * from '../../form/form.ts';
