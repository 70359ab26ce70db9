import { md5 } from './md5.ts';
import type { ChatwootUser } from './sdk-globals.ts';

/** The skip cookie: who was identified last in this browser, kept for a year. */
export function userCookieName(websiteToken: string): string {
  return `cw_user_${websiteToken}`;
}

/**
 * MD5 over the five fields that count, in this order, a missing one as an empty string. Equal to the skip cookie
 * means "already sent", so a change of any other field never leaves the browser (rule 10, trap T4).
 */
export function userFingerprint(identifier: string | number, user: ChatwootUser): string {
  const { avatar_url, email, name, identifier_hash } = user;
  const fields = { avatar_url, email, name, identifier_hash, identifier };
  return md5(
    Object.entries(fields)
      .map(([field, value]) => `${field}${value || ''}`)
      .join(''),
  );
}

export function hasNameEmailOrAvatar(user: ChatwootUser): boolean {
  return Boolean(user.avatar_url || user.email || user.name);
}
