export { drawForm } from '../../inline/draw-form.ts';
