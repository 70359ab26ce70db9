import { randomBytes, scryptSync, timingSafeEqual } from 'node:crypto';
import type { Chatwoot } from '../chatwoot.ts';
import { invalid } from '../http/failures.ts';
import { filledText, type Params, record, text } from '../http/params.ts';
import type { UserRow } from '../state/rows.ts';
import { nextId, removeWhere } from '../state/state.ts';
import { fromEpoch, now } from '../state/times.ts';
import { randomToken } from '../state/tokens.ts';
import { isEmail } from './addresses.ts';

const ssoLifetimeSeconds = 5 * 60;

export function userByEmail({ state }: Chatwoot, email: unknown): UserRow | undefined {
  const wanted = text(email)?.trim().toLowerCase();
  return state.users.find((user) => user.email === wanted);
}

/** A user of the Platform API: confirmed at once, and with a password. */
export function createUser(chatwoot: Chatwoot, params: Params): UserRow {
  const email = checkedEmail(chatwoot, params.email);
  checkPassword(text(params.password) ?? '');
  return addUser(chatwoot, { name: filledText(params.name) ?? email, email, params, isConfirmed: true });
}

/** A user whom an administrator invites: Chatwoot would now send a confirmation mail; the stand-in sends none. */
export function inviteUser(chatwoot: Chatwoot, params: Params): UserRow {
  const email = checkedEmail(chatwoot, params.email);
  return addUser(chatwoot, { name: filledText(params.name) ?? email, email, params, isConfirmed: false });
}

type NewUser = { name: string; email: string; params: Params; isConfirmed: boolean };

function addUser({ state }: Chatwoot, { name, email, params, isConfirmed }: NewUser): UserRow {
  const user: UserRow = {
    id: nextId(state, 'users'),
    name,
    display_name: filledText(params.display_name) ?? null,
    email,
    password: hashed(filledText(params.password)),
    is_confirmed: isConfirmed,
    custom_attributes: record(params.custom_attributes) ?? {},
    access_token: randomToken(),
    pubsub_token: randomToken(),
    sso_tokens: [],
  };
  state.users.push(user);
  return user;
}

/** Custom attributes are merged; a new address takes effect at once. */
export function updateUser(chatwoot: Chatwoot, user: UserRow, params: Params): void {
  const email = 'email' in params ? checkedEmail(chatwoot, params.email, user) : user.email;
  if ('password' in params) checkPassword(text(params.password) ?? '');
  Object.assign(user, {
    email,
    name: filledText(params.name) ?? user.name,
    display_name: 'display_name' in params ? (filledText(params.display_name) ?? null) : user.display_name,
    password: hashed(filledText(params.password)) ?? user.password,
    custom_attributes: { ...user.custom_attributes, ...record(params.custom_attributes) },
  });
}

export function deleteUser({ state }: Chatwoot, user: UserRow): void {
  removeWhere(state.users, (row) => row.id === user.id);
  removeWhere(state.accountUsers, (row) => row.user_id === user.id);
  for (const row of [...state.inboxes, ...state.teams]) removeWhere(row.member_ids, (id) => id === user.id);
  for (const row of state.conversations) if (row.assignee_id === user.id) row.assignee_id = null;
}

/** Rule 26: a link that signs in once within five minutes. */
export function loginLink(chatwoot: Chatwoot, user: UserRow): string {
  const token = randomBytes(32).toString('hex');
  const isOpen = (entry: { expires_at: string }) => entry.expires_at > now();
  const expires_at = fromEpoch(Date.now() / 1000 + ssoLifetimeSeconds);
  user.sso_tokens = [...user.sso_tokens.filter(isOpen), { token, expires_at }];
  const query = `email=${encodeURIComponent(user.email)}&sso_auth_token=${token}`;
  return `${chatwoot.publicUrl}/app/login?${query}`;
}

/** The user whom e-mail and token (or password) stand for; the token is used up. */
export function signIn(chatwoot: Chatwoot, params: Params): UserRow | undefined {
  const user = userByEmail(chatwoot, params.email);
  if (user === undefined) return undefined;
  const token = filledText(params.sso_auth_token);
  if (token === undefined) return isPassword(user, text(params.password) ?? '') ? user : undefined;
  const entry = user.sso_tokens.find((open) => open.token === token && open.expires_at > now());
  user.sso_tokens = user.sso_tokens.filter((open) => open !== entry);
  return entry === undefined ? undefined : user;
}

function checkedEmail(chatwoot: Chatwoot, value: unknown, self?: UserRow): string {
  const email = (text(value) ?? '').trim().toLowerCase();
  const attribute = 'email';
  if (email === '') throw invalid({ attribute, message: "Email can't be blank" });
  if (!isEmail(email))
    throw invalid({ attribute, message: 'Email is invalid' }, { attribute, message: 'Email is not an email' });
  const owner = userByEmail(chatwoot, email);
  if (owner !== undefined && owner !== self) throw invalid({ attribute, message: 'Email has already been taken' });
  return email;
}

const passwordRules: [RegExp, string][] = [
  [/.{6}/s, 'at least 6 characters'],
  [/[A-Z]/, 'at least 1 uppercase character  (A..Z)'],
  [/[a-z]/, 'at least 1 lowercase character  (a..z)'],
  [/[0-9]/, 'at least 1 number character  (0..9)'],
  [/[^A-Za-z0-9]/, 'at least 1 special character  ( !@#$%^&*()_+-=[]{}|"/\\.,`<>:;?~\')'],
];

function checkPassword(password: string): void {
  const broken = passwordRules.filter(([rule]) => !rule.test(password));
  if (broken.length === 0) return;
  throw invalid(...broken.map(([, what]) => ({ attribute: 'password', message: `Password must contain ${what}` })));
}

function hashed(password: string | undefined): string | null {
  if (password === undefined) return null;
  const salt = randomToken(16);
  return `${salt}:${scryptSync(password, salt, 32).toString('hex')}`;
}

function isPassword(user: UserRow, password: string): boolean {
  const [salt, hash] = (user.password ?? '').split(':');
  if (salt === undefined || hash === undefined) return false;
  return timingSafeEqual(Buffer.from(hash, 'hex'), scryptSync(password, salt, 32));
}
