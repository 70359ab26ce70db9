/** All that our mails say, in one language. `{…}` is filled in. */
export interface MailTexts {
  /** Subject of everything about one message: mail programs show what has the same one together. */
  about: string;
  /** The same for a conversation that began in chat. */
  aboutChat: string;
  received: string;
  receivedNext: string;
  /** For somebody whose address a stranger has typed. */
  notYou: string;
  answered: string;
  withFiles: string;
  /** Before a link to the shop; answering the mail reaches the shop. */
  answerOrGoOn: string;
  outage: string;
  outageSince: string;
  outageCount: string;
  outageNext: string;
  outageOver: string;
  outageOverNext: string;
}

/** Puts values into a text; a placeholder without one stays empty. */
export function fill(text: string, values: Record<string, string> = {}): string {
  return text.replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '');
}
