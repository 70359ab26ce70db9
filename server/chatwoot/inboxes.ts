import { z } from 'zod';
import { type InboxSettings, settingsFromWire, settingsToWire, settingsWireSchema } from './inbox-settings.ts';
import type { Send } from './send.ts';
import { hoursFromWire, hoursToWire, hoursWireSchema, type WorkingHours } from './working-hours.ts';

/** An inbox. Its tokens show only to administrators, so null may mean "not for you". */
export interface Inbox {
  id: number;
  channel: 'website' | 'api' | 'other';
  /** Public; of website inboxes. */
  websiteToken: string | null;
  /** A bearer credential; of API inboxes. */
  inboxIdentifier: string | null;
  /** Signs visitors' identity. */
  hmacToken: string | null;
  settings: InboxSettings;
  workingHours: WorkingHours;
}

const channels: Record<string, Inbox['channel']> = { 'Channel::WebWidget': 'website', 'Channel::Api': 'api' };

const inboxSchema = settingsWireSchema
  .extend({
    ...hoursWireSchema.shape,
    id: z.int(),
    channel_type: z.string(),
    website_token: z.string().nullish(),
    inbox_identifier: z.string().nullish(),
    hmac_token: z.string().nullish(),
  })
  .transform(
    (wire): Inbox => ({
      id: wire.id,
      channel: channels[wire.channel_type] ?? 'other',
      websiteToken: wire.website_token ?? null,
      inboxIdentifier: wire.inbox_identifier ?? null,
      hmacToken: wire.hmac_token ?? null,
      settings: settingsFromWire(wire),
      workingHours: hoursFromWire(wire),
    }),
  );

const membersSchema = z
  .object({ payload: z.array(z.object({ id: z.int() })) })
  .transform(({ payload }) => payload.map(({ id }) => id));

/** Inboxes of one account. Everything but `list` and `show` needs an administrator. */
export function createInboxes(send: Send, accountPath: string) {
  const path = `${accountPath}/inboxes`;
  const membersPath = `${accountPath}/inbox_members`;

  return {
    /** For an agent only the inboxes of which they are a member. */
    list: async () =>
      (await send({ method: 'GET', path, answer: z.object({ payload: z.array(inboxSchema) }) })).payload,

    show: (id: number) => send({ method: 'GET', path: `${path}/${id}`, answer: inboxSchema }),

    create: (channel: 'website' | 'api', settings: Partial<InboxSettings> & { name: string }) => {
      const type = channel === 'website' ? 'web_widget' : 'api';
      return send({ method: 'POST', path, body: settingsToWire(settings, { type }), answer: inboxSchema });
    },

    update: (id: number, settings: Partial<InboxSettings>) =>
      send({ method: 'PATCH', path: `${path}/${id}`, body: settingsToWire(settings), answer: inboxSchema }),

    /** The answer says which days it took: one that makes no sense to Chatwoot stays as it was. */
    updateHours: (id: number, hours: Partial<WorkingHours>) =>
      send({ method: 'PATCH', path: `${path}/${id}`, body: hoursToWire(hours), answer: inboxSchema }),

    /** Ids of the users who are members. */
    members: (id: number) => send({ method: 'GET', path: `${membersPath}/${id}`, answer: membersSchema }),

    /** Adds members, leaves the others; gives the ids of all. */
    addMembers: (id: number, userIds: readonly number[]) =>
      send({ method: 'POST', path: membersPath, body: { inbox_id: id, user_ids: userIds }, answer: membersSchema }),
  };
}
