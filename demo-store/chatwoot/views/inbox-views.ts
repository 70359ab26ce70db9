import type { ApiChannel, InboxRow, WebWidgetChannel, WorkingHours } from '../state/rows.ts';

export function inboxSummary(inbox: InboxRow) {
  return {
    id: inbox.id,
    avatar_url: '',
    channel_id: inbox.channel_id,
    name: inbox.name,
    channel_type: inbox.channel.type,
    provider: null,
  };
}

/** The inbox JSON; rule 31: the keys that sign things are for administrators. */
export function inboxView(inbox: InboxRow, publicUrl: string, isAdministrator: boolean) {
  return {
    ...inboxSummary(inbox),
    greeting_enabled: inbox.greeting_enabled,
    greeting_message: inbox.greeting_message,
    working_hours_enabled: inbox.working_hours_enabled,
    enable_email_collect: inbox.enable_email_collect,
    csat_survey_enabled: inbox.csat_survey_enabled,
    csat_config: inbox.csat_config,
    enable_auto_assignment: inbox.enable_auto_assignment,
    auto_assignment_config: {},
    out_of_office_message: inbox.out_of_office_message,
    working_hours: workingHoursView(inbox),
    timezone: inbox.timezone,
    callback_webhook_url: null,
    allow_messages_after_resolved: inbox.allow_messages_after_resolved,
    lock_to_single_conversation: inbox.lock_to_single_conversation,
    sender_name_type: inbox.sender_name_type,
    business_name: inbox.business_name,
    hmac_mandatory: inbox.channel.hmac_mandatory,
    messaging_service_sid: null,
    phone_number: null,
    ...(inbox.channel.type === 'Channel::WebWidget'
      ? webWidgetKeys(inbox.channel, publicUrl, isAdministrator)
      : apiKeys(inbox.channel, isAdministrator)),
  };
}

function webWidgetKeys(channel: WebWidgetChannel, publicUrl: string, isAdministrator: boolean) {
  const { type: _, hmac_token, hmac_mandatory: __, ...columns } = channel;
  return {
    ...columns,
    web_widget_script: embedSnippet(channel.website_token, publicUrl),
    ...(isAdministrator ? { hmac_token } : {}),
  };
}

function apiKeys(channel: ApiChannel, isAdministrator: boolean) {
  return {
    allowed_domains: null,
    widget_color: null,
    website_url: null,
    welcome_title: null,
    welcome_tagline: null,
    web_widget_script: null,
    website_token: null,
    selected_feature_flags: null,
    reply_time: null,
    webhook_url: channel.webhook_url,
    inbox_identifier: channel.identifier,
    additional_attributes: channel.additional_attributes,
    ...(isAdministrator ? { hmac_token: channel.hmac_token, secret: channel.secret } : {}),
  };
}

export function workingHoursView(inbox: InboxRow) {
  return inbox.working_hours.map(({ id: _, created_at: __, updated_at: ___, ...hours }) => hours);
}

/** The rows as the widget gets them, ids and times included. */
export function workingHoursRows(inbox: InboxRow) {
  return inbox.working_hours.map((hours: WorkingHours) => ({
    ...hours,
    inbox_id: inbox.id,
    account_id: inbox.account_id,
  }));
}

/** What an owner pastes into a shop: loads the SDK, then calls `run`. */
function embedSnippet(websiteToken: string, publicUrl: string): string {
  return `
    <script>
      var script = document.createElement('script');
      script.async = true;
      script.src = '${publicUrl}/packs/js/sdk.js';
      script.onload = function () {
        window.chatwootSDK.run({ websiteToken: '${websiteToken}', baseUrl: '${publicUrl}' });
      };
      document.body.appendChild(script);
    </script>
    `;
}
