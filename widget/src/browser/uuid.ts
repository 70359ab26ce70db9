/**
 * A random uuid (version 4). `crypto.randomUUID` is kept from shops that are not served over https; the address of
 * a blob ends in one everywhere.
 */
export function uuid(): string {
  return URL.createObjectURL(new Blob()).slice(-36);
}
