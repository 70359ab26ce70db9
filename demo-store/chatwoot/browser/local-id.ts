/**
 * Names something in this tab until the server has a name for it. Not `crypto.randomUUID`, which a page over plain HTTP
 * from another machine does not have.
 */
export function localId(): string {
  return Math.random().toString(36).slice(2);
}
