import { crash, invalid } from '../http/failures.ts';
import { bool, filledText, list, type Params, record, text, texts } from '../http/params.ts';
import type { ApiChannel, InboxRow, WebWidgetChannel } from '../state/rows.ts';
import { randomToken } from '../state/tokens.ts';

type Channel = InboxRow['channel'];

const standardPreChatForm = {
  pre_chat_message: 'Share your queries or comments here.',
  pre_chat_fields: [
    { field_type: 'standard', label: 'Email Id', name: 'emailAddress', type: 'email', required: true, enabled: false },
    { field_type: 'standard', label: 'Full name', name: 'fullName', type: 'text', required: false, enabled: false },
    {
      field_type: 'standard',
      label: 'Phone number',
      name: 'phoneNumber',
      type: 'text',
      required: false,
      enabled: false,
    },
  ],
};

/** Rule 32. The stand-in offers website and API inboxes; other kinds answer as an unknown one does. */
export function newChannel(params: unknown): Channel {
  const given = record(params);
  if (given?.type === undefined) throw crash('an inbox without a channel');
  if (given.type === 'web_widget') return updateWebWidget(newWebWidget(), given);
  if (given.type === 'api') return updateApi(newApiChannel(), given);
  throw invalid({ attribute: 'channel', message: 'Channel must exist' });
}

export function updateChannel(channel: Channel, params: Params): Channel {
  return channel.type === 'Channel::WebWidget' ? updateWebWidget(channel, params) : updateApi(channel, params);
}

function newWebWidget(): WebWidgetChannel {
  return {
    type: 'Channel::WebWidget',
    website_url: '',
    widget_color: '#1f93ff',
    website_token: randomToken(),
    hmac_token: randomToken(),
    hmac_mandatory: false,
    allowed_domains: '',
    welcome_title: null,
    welcome_tagline: null,
    reply_time: 'in_a_few_minutes',
    pre_chat_form_enabled: false,
    pre_chat_form_options: standardPreChatForm,
    continuity_via_email: true,
    selected_feature_flags: ['attachments', 'emoji_picker', 'end_conversation'],
  };
}

function updateWebWidget(channel: WebWidgetChannel, params: Params): WebWidgetChannel {
  const words = (key: string, value: string | null) => (key in params ? (text(params[key]) ?? null) : value);
  const changed = {
    ...channel,
    website_url: words('website_url', channel.website_url) ?? '',
    widget_color: words('widget_color', channel.widget_color) ?? channel.widget_color,
    hmac_mandatory: bool(params.hmac_mandatory) ?? channel.hmac_mandatory,
    allowed_domains: words('allowed_domains', channel.allowed_domains) ?? '',
    welcome_title: words('welcome_title', channel.welcome_title),
    welcome_tagline: words('welcome_tagline', channel.welcome_tagline),
    reply_time: 'reply_time' in params ? checkedReplyTime(params.reply_time) : channel.reply_time,
    pre_chat_form_enabled: bool(params.pre_chat_form_enabled) ?? channel.pre_chat_form_enabled,
    pre_chat_form_options: record(params.pre_chat_form_options) ?? channel.pre_chat_form_options,
    continuity_via_email: bool(params.continuity_via_email) ?? channel.continuity_via_email,
    selected_feature_flags: list(params.selected_feature_flags)
      ? texts(params.selected_feature_flags)
      : channel.selected_feature_flags,
  };
  if (changed.website_url.trim() === '') {
    throw invalid({ attribute: 'website_url', message: "Website url can't be blank" });
  }
  return changed;
}

function newApiChannel(): ApiChannel {
  return {
    type: 'Channel::Api',
    identifier: randomToken(),
    hmac_token: randomToken(),
    hmac_mandatory: false,
    webhook_url: null,
    secret: randomToken(),
    additional_attributes: {},
  };
}

/** `webhook_url` is stored whatever it is (seen live). */
function updateApi(channel: ApiChannel, params: Params): ApiChannel {
  return {
    ...channel,
    hmac_mandatory: bool(params.hmac_mandatory) ?? channel.hmac_mandatory,
    webhook_url: 'webhook_url' in params ? (text(params.webhook_url) ?? null) : channel.webhook_url,
    additional_attributes: record(params.additional_attributes) ?? channel.additional_attributes,
  };
}

function checkedReplyTime(value: unknown): string {
  const time = filledText(value) ?? '';
  if (['in_a_few_minutes', 'in_a_few_hours', 'in_a_day'].includes(time)) return time;
  throw crash('unknown reply_time');
}
