import type { WidgetState } from './widget-state.ts';

const replyTimes: Record<string, string> = {
  in_a_few_minutes: 'Typically replies in a few minutes',
  in_a_few_hours: 'Typically replies in a few hours',
  in_a_day: 'Typically replies in a day',
};

/** What the panel promises about answers: by the agents who are online now. */
export function availability({ agents, channel, config }: WidgetState) {
  const isOnline = agents.some((agent) => agent.availability_status === 'online');
  return {
    isOnline,
    title: isOnline
      ? config.availableMessage || 'We are online'
      : config.unavailableMessage || 'We are away at the moment',
    promise: isOnline
      ? (replyTimes[channel.replyTime ?? ''] ?? 'Typically replies in a few minutes')
      : 'We will be back as soon as possible',
  };
}
