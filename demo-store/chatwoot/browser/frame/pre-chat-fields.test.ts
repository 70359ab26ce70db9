import { expect, it } from 'vitest';
import { preChatContact, preChatFields } from './pre-chat-fields.ts';
import type { ChannelConfig } from './widget-page-globals.ts';

const field = (name: string, enabled: boolean) => ({
  name,
  enabled,
  type: 'text',
  label: name,
  required: false,
  field_type: 'standard',
});
const channel: ChannelConfig = {
  websiteName: '',
  websiteToken: 't',
  widgetColor: '#000000',
  welcomeTitle: '',
  welcomeTagline: '',
  preChatFormOptions: {
    pre_chat_fields: [field('emailAddress', true), field('fullName', true), field('phoneNumber', false)],
  },
};

it('asks a stranger for what the inbox wants, although strangers have made-up names', () => {
  const asked = preChatFields(channel, { has_email: false, has_name: true });
  expect(asked.map(({ name }) => name)).toEqual(['emailAddress', 'fullName']);
});

it('asks a known customer for nothing but the message', () => {
  expect(preChatFields(channel, { has_email: true, has_name: true })).toEqual([]);
});

it('sends the answers that were given', () => {
  const form = new FormData();
  form.set('emailAddress', 'jane@example.com');
  form.set('fullName', '');
  expect(preChatContact(form)).toEqual({ email: 'jane@example.com' });
});
