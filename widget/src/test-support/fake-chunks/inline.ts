export * from '../../inline/show-forms.ts';
