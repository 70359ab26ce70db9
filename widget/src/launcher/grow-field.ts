/** Lets the field grow with what is typed, where the browser's styles cannot (`field-sizing`: Safari). */
export function growField(field: HTMLTextAreaElement): void {
  if (CSS.supports('field-sizing', 'content')) return;
  const fit = () => {
    field.style.height = 'auto';
    // Its borders are outside of what scrolls.
    field.style.height = `${field.scrollHeight + 2}px`;
  };
  field.addEventListener('input', fit);
  // A message that was sent, by Enter or the button, leaves an empty field without an event of its own.
  field.addEventListener('keyup', fit);
  field.form?.addEventListener('submit', fit);
  fit();
}
