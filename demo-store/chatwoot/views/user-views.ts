import type { Chatwoot } from '../chatwoot.ts';
import { findById, membershipOf } from '../state/find.ts';
import type { AccountUserRow, UserRow } from '../state/rows.ts';

export function availableName(user: UserRow): string {
  return user.display_name || user.name;
}

/** Online only while a dashboard socket is open, unless the agent turned that off. */
export function availabilityOf(chatwoot: Chatwoot, member: AccountUserRow): string {
  const isConnected = chatwoot.cable.isConnected(findById(chatwoot.state.users, member.user_id).pubsub_token);
  return isConnected || !member.auto_offline ? member.availability : 'offline';
}

/** A user as a member of an account: agents lists, assignees, inbox members. */
export function agentView(chatwoot: Chatwoot, user: UserRow, accountId: number) {
  const member = membershipOf(chatwoot, { id: accountId }, user);
  return {
    id: user.id,
    account_id: member?.account_id ?? null,
    availability_status: member ? availabilityOf(chatwoot, member) : 'offline',
    auto_offline: member?.auto_offline ?? true,
    confirmed: user.is_confirmed,
    email: user.email,
    provider: 'email',
    available_name: availableName(user),
    ...customAttributesIfAny(user),
    name: user.name,
    role: member?.role ?? null,
    thumbnail: '',
    custom_role_id: null,
  };
}

/** A user inside a message or an event. */
export function userPushView(chatwoot: Chatwoot, user: UserRow, accountId: number) {
  const member = membershipOf(chatwoot, { id: accountId }, user);
  return {
    id: user.id,
    name: user.name,
    available_name: availableName(user),
    avatar_url: '',
    type: 'user',
    availability_status: member ? availabilityOf(chatwoot, member) : null,
    thumbnail: '',
  };
}

/** The user JSON of the Platform API, access token included. */
export function platformUserView(chatwoot: Chatwoot, user: UserRow) {
  const memberships = membershipsOf(chatwoot, user);
  return {
    ...whoUserIs(user, memberships),
    accounts: memberships.map((member) => ({
      id: member.account_id,
      name: findById(chatwoot.state.accounts, member.account_id).name,
      active_at: null,
      role: member.role,
    })),
  };
}

/** What the dashboard gets about its own user: sign-in and `GET /api/v1/profile`. */
export function profileView(chatwoot: Chatwoot, user: UserRow) {
  const memberships = membershipsOf(chatwoot, user);
  return {
    ...whoUserIs(user, memberships),
    inviter_id: null,
    type: null,
    accounts: memberships.map((member) => ({
      id: member.account_id,
      name: findById(chatwoot.state.accounts, member.account_id).name,
      status: findById(chatwoot.state.accounts, member.account_id).status,
      onboarding_step: null,
      active_at: null,
      role: member.role,
      permissions: [member.role],
      availability: member.availability,
      availability_status: availabilityOf(chatwoot, member),
      auto_offline: member.auto_offline,
      custom_role_id: null,
      custom_role: null,
    })),
  };
}

function whoUserIs(user: UserRow, memberships: AccountUserRow[]) {
  return {
    access_token: user.access_token,
    account_id: memberships[0]?.account_id ?? null,
    available_name: availableName(user),
    avatar_url: '',
    confirmed: user.is_confirmed,
    display_name: user.display_name,
    message_signature: null,
    email: user.email,
    id: user.id,
    name: user.name,
    provider: 'email',
    pubsub_token: user.pubsub_token,
    ...customAttributesIfAny(user),
    role: memberships[0]?.role ?? null,
    ui_settings: {},
    uid: user.email,
  };
}

/** Seen on a live server: shown only when there are some. */
function customAttributesIfAny(user: UserRow) {
  return Object.keys(user.custom_attributes).length === 0 ? {} : { custom_attributes: user.custom_attributes };
}

function membershipsOf(chatwoot: Chatwoot, user: UserRow): AccountUserRow[] {
  return chatwoot.state.accountUsers.filter((row) => row.user_id === user.id);
}

/** The membership row itself: Platform `account_users`. */
export function accountUserView(member: AccountUserRow) {
  return {
    id: member.id,
    account_id: member.account_id,
    user_id: member.user_id,
    role: member.role,
    inviter_id: null,
    created_at: member.created_at,
    updated_at: member.updated_at,
    active_at: null,
    availability: member.availability,
    auto_offline: member.auto_offline,
    custom_role_id: null,
    agent_capacity_policy_id: null,
  };
}
