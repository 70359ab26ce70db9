import type { Chatwoot } from '../chatwoot.ts';
import { enabledLanguages } from '../resources/languages.ts';
import { accountOf, type WebWidgetInbox } from '../state/find.ts';
import { workingHoursRows } from '../views/inbox-views.ts';
import { tokenOf, type Visitor } from './visitor.ts';

/** What `POST /api/v1/widget/config` says about an inbox and the visitor. */
export function widgetConfig(chatwoot: Chatwoot, inbox: WebWidgetInbox, visitor: Visitor) {
  const { channel } = inbox;
  const { contact, session } = visitor;
  return {
    website_channel_config: {
      allow_messages_after_resolved: inbox.allow_messages_after_resolved,
      api_host: chatwoot.publicUrl,
      auth_token: tokenOf(chatwoot, visitor),
      avatar_url: '',
      csat_survey_enabled: inbox.csat_survey_enabled,
      disable_branding: accountOf(chatwoot, inbox).features.includes('disable_branding'),
      enabled_features: channel.selected_feature_flags,
      enabled_languages: enabledLanguages,
      locale: accountOf(chatwoot, inbox).locale,
      out_of_office_message: inbox.out_of_office_message,
      portal: null,
      pre_chat_form_enabled: channel.pre_chat_form_enabled,
      pre_chat_form_options: channel.pre_chat_form_options,
      reply_time: channel.reply_time,
      timezone: inbox.timezone,
      utc_off_set: utcOffset(inbox.timezone),
      website_name: inbox.name,
      website_token: channel.website_token,
      welcome_tagline: channel.welcome_tagline,
      welcome_title: channel.welcome_title,
      widget_color: channel.widget_color,
      working_hours: workingHoursRows(inbox),
      working_hours_enabled: inbox.working_hours_enabled,
    },
    contact: {
      email: contact.email,
      id: contact.id,
      identifier: contact.identifier,
      name: contact.name,
      phone_number: contact.phone_number,
      pubsub_token: session.pubsub_token,
    },
    global_config: {
      LOGO_THUMBNAIL: '/brand-assets/logo_thumbnail.svg',
      BRAND_NAME: 'Chatwoot',
      WIDGET_BRAND_URL: 'https://www.chatwoot.com',
      MAXIMUM_FILE_UPLOAD_SIZE: 40,
      INSTALLATION_NAME: 'Chatwoot',
    },
  };
}

/** The same, as the widget page embeds it and the frame hands it to the SDK in `loaded`. */
export function pageChannelConfig(chatwoot: Chatwoot, inbox: WebWidgetInbox) {
  const { channel } = inbox;
  return {
    avatarUrl: '',
    hasAConnectedAgentBot: '',
    locale: accountOf(chatwoot, inbox).locale,
    websiteName: inbox.name,
    websiteToken: channel.website_token,
    welcomeTagline: channel.welcome_tagline,
    welcomeTitle: channel.welcome_title,
    widgetColor: channel.widget_color,
    portal: null,
    enabledFeatures: channel.selected_feature_flags,
    enabledLanguages,
    replyTime: channel.reply_time,
    preChatFormEnabled: channel.pre_chat_form_enabled,
    preChatFormOptions: channel.pre_chat_form_options,
    workingHoursEnabled: inbox.working_hours_enabled,
    csatSurveyEnabled: inbox.csat_survey_enabled,
    workingHours: workingHoursRows(inbox),
    outOfOfficeMessage: inbox.out_of_office_message,
    utcOffset: utcOffset(inbox.timezone),
    timezone: inbox.timezone,
    allowMessagesAfterResolved: inbox.allow_messages_after_resolved,
    disableBranding: accountOf(chatwoot, inbox).features.includes('disable_branding'),
  };
}

/** `+01:00`, as it is there now. */
function utcOffset(timeZone: string): string {
  const parts = new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'longOffset' }).formatToParts(new Date());
  const name = parts.find((part) => part.type === 'timeZoneName')?.value ?? 'GMT';
  return name === 'GMT' ? '+00:00' : name.replace('GMT', '');
}
