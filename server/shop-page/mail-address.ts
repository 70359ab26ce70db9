/** An e-mail address in a text; `mug@2x.png` is a picture. */
export const mailAddress = /[\w.+-]+@(?!\dx\.)[\w-]+\.[a-z]{2,}/i;
