/** Words that the loader itself needs; they travel in its 3.5 KB. */
export const loaderTexts = {
  close: 'Close',
  send: 'Send',
  waiting: 'Your message is kept on this device until it can be sent.',
};
