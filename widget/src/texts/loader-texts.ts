/** Words that the loader itself needs; they travel in its 3.5 KB. */
export const loaderTexts = {
  close: 'Close',
  send: 'Send',
  waiting: 'No connection. Your message is kept on this device and goes out when the line is back.',
};
