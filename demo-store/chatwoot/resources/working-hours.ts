import type { Chatwoot } from '../chatwoot.ts';
import { bool, int, list, type Params, record } from '../http/params.ts';
import type { InboxRow, WorkingHours } from '../state/rows.ts';
import { nextId } from '../state/state.ts';
import { now } from '../state/times.ts';

/** Monday to Friday nine to five, closed at the weekend. */
export function defaultWorkingHours(chatwoot: Chatwoot): WorkingHours[] {
  return [0, 1, 2, 3, 4, 5, 6].map((day) => {
    const isWeekend = day === 0 || day === 6;
    return {
      id: nextId(chatwoot.state, 'workingHours'),
      day_of_week: day,
      closed_all_day: isWeekend,
      open_hour: isWeekend ? null : 9,
      open_minutes: isWeekend ? null : 0,
      close_hour: isWeekend ? null : 17,
      close_minutes: isWeekend ? null : 0,
      open_all_day: false,
      created_at: now(),
      updated_at: now(),
    };
  });
}

/** Rule 32: only an update changes them, and a row that makes no sense is skipped without a word (T23). */
export function updateWorkingHours(inbox: InboxRow, rows: unknown): void {
  for (const row of (list(rows) ?? []).map(record)) {
    const day = inbox.working_hours.find((hours) => hours.day_of_week === int(row?.day_of_week));
    if (row === undefined || day === undefined) continue;
    const changed = withChanges(day, row);
    if (makesSense(changed)) Object.assign(day, changed, { updated_at: now() });
  }
}

function withChanges(day: WorkingHours, row: Params): WorkingHours {
  const isOpenAllDay = bool(row.open_all_day) ?? day.open_all_day;
  const isClosedAllDay = bool(row.closed_all_day) ?? day.closed_all_day;
  const hour = (key: 'open_hour' | 'open_minutes' | 'close_hour' | 'close_minutes') =>
    key in row ? (int(row[key]) ?? null) : day[key];
  const flags = { open_all_day: isOpenAllDay, closed_all_day: isClosedAllDay };
  if (isOpenAllDay) return { ...day, ...flags, open_hour: 0, open_minutes: 0, close_hour: 23, close_minutes: 59 };
  return {
    ...day,
    ...flags,
    open_hour: hour('open_hour'),
    open_minutes: hour('open_minutes'),
    close_hour: hour('close_hour'),
    close_minutes: hour('close_minutes'),
  };
}

function makesSense(day: WorkingHours): boolean {
  if (day.open_all_day) return !day.closed_all_day;
  if (day.closed_all_day) return true;
  const opens = minuteOfDay(day.open_hour, day.open_minutes);
  const closes = minuteOfDay(day.close_hour, day.close_minutes);
  return opens !== undefined && closes !== undefined && closes > opens;
}

function minuteOfDay(hour: number | null, minutes: number | null): number | undefined {
  return hour === null || minutes === null ? undefined : hour * 60 + minutes;
}

/** Whether nobody is there now, by the inbox's own clock. */
export function isOutOfOffice(inbox: InboxRow, at = new Date()): boolean {
  if (!inbox.working_hours_enabled) return false;
  const { day, minute } = localTime(inbox.timezone, at);
  const hours = inbox.working_hours.find((row) => row.day_of_week === day);
  if (hours === undefined || hours.closed_all_day) return true;
  const opens = minuteOfDay(hours.open_hour, hours.open_minutes) ?? 0;
  const closes = minuteOfDay(hours.close_hour, hours.close_minutes) ?? 0;
  return minute < opens || minute > closes;
}

function localTime(timeZone: string, at: Date) {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).formatToParts(at);
  const part = (type: string) => parts.find((entry) => entry.type === type)?.value ?? '';
  const day = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'].indexOf(part('weekday'));
  return { day, minute: Number(part('hour')) * 60 + Number(part('minute')) };
}
