/** The door of this folder: what the rest of the server may use. */
export {
  type FormProblem,
  formProblems,
  givenAnswers,
  refuseProblems,
  wasWrittenInForm,
} from './check-answers.ts';
export { defaultFiles, type FormStore, formAnswer } from './form-answer.ts';
export { formRoutes } from './routes.ts';
