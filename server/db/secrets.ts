import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

/** A key of 32 bytes and the name under which sealed values remember it. */
export interface EncryptionKey {
  id: string;
  key: Buffer;
}

/**
 * Encrypts what the database must not show: AES-256-GCM, a random 12-byte IV per value.
 * `place` (see `secretPlace`) is authenticated with it, so a value copied to another row or column does not open.
 */
export interface Secrets {
  seal(plain: string, place: string): string;
  /** @throws Error when the key is unknown, or the value was changed or belongs to another place. */
  open(sealed: string, place: string): string;
  /** The same secret under the newest key, or null if it is there already. */
  reseal(sealed: string, place: string): string | null;
  /** Keys for another purpose, as hex: one of each encryption key, newest first. The same again for the same `purpose`. */
  derive(purpose: string): readonly [string, ...string[]];
}

/** Names a value's place: table, column, and the row that it must stay in (the store's id where there is one). */
export function secretPlace(table: string, column: string, row: string): string {
  return `${table}.${column}:${row}`;
}

const format = 'v1';
const ivBytes = 12;
const tagBytes = 16;

/** @param keys newest first: it seals; the others only open what they sealed. */
export function createSecrets(keys: readonly [EncryptionKey, ...EncryptionKey[]]): Secrets {
  const byId = new Map(keys.map(({ id, key }) => [id, key]));
  const newest = keys[0];

  function seal(plain: string, place: string): string {
    const iv = randomBytes(ivBytes);
    const cipher = createCipheriv('aes-256-gcm', newest.key, iv).setAAD(Buffer.from(place));
    const sealed = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final(), cipher.getAuthTag()]);
    return [format, newest.id, iv.toString('base64url'), sealed.toString('base64url')].join('.');
  }

  function open(sealed: string, place: string): string {
    const [version, keyId = '', iv = '', body = ''] = sealed.split('.');
    if (version !== format) throw new Error(`The secret at ${place} is in an unknown format.`);
    const key = byId.get(keyId);
    if (!key) throw new Error(`The secret at ${place} was sealed with key "${keyId}", which ENCRYPTION_KEYS lacks.`);
    const bytes = Buffer.from(body, 'base64url');
    const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(iv, 'base64url'))
      .setAAD(Buffer.from(place))
      .setAuthTag(bytes.subarray(-tagBytes));
    try {
      return decipher.update(bytes.subarray(0, -tagBytes), undefined, 'utf8') + decipher.final('utf8');
    } catch (cause) {
      throw new Error(`The secret at ${place} does not open: changed, moved, or another key under the same id.`, {
        cause,
      });
    }
  }

  function reseal(sealed: string, place: string): string | null {
    return sealed.split('.')[1] === newest.id ? null : seal(open(sealed, place), place);
  }

  function derive(purpose: string): readonly [string, ...string[]] {
    const derived = ({ key }: EncryptionKey) => Buffer.from(hkdfSync('sha256', key, '', purpose, 32)).toString('hex');
    const [first, ...older] = keys;
    return [derived(first), ...older.map(derived)];
  }

  return { seal, open, reseal, derive };
}
