import { z } from 'zod';
import { type Weekday, weekdays } from '../opening-hours/index.ts';

/**
 * When an inbox is attended, as Chatwoot has it: one span a day and no holidays. A day is `closed`, `all day`, or a
 * span such as `09:00–17:30`; the day's last minute is 23:59.
 */
export interface WorkingHours extends Record<Weekday, string> {
  /** false: at all hours, whatever the days say. */
  isLimited: boolean;
  /** `Europe/Amsterdam`; another spelling is refused as `invalid`. */
  timeZone: string;
}

const daySchema = z.object({
  day_of_week: z.int().min(0).max(6),
  closed_all_day: z.boolean().nullish(),
  open_all_day: z.boolean().nullish(),
  open_hour: z.int().nullish(),
  open_minutes: z.int().nullish(),
  close_hour: z.int().nullish(),
  close_minutes: z.int().nullish(),
});
type WireDay = z.infer<typeof daySchema>;

export const hoursWireSchema = z.object({
  working_hours_enabled: z.boolean().nullish(),
  timezone: z.string().nullish(),
  working_hours: z.array(daySchema).nullish(),
});

export function hoursFromWire(wire: z.infer<typeof hoursWireSchema>): WorkingHours {
  const days = wire.working_hours ?? [];
  const hoursOn = (at: number) => dayFromWire(days.find((day) => day.day_of_week === at));
  return {
    isLimited: wire.working_hours_enabled ?? false,
    timeZone: wire.timezone ?? 'UTC',
    ...(Object.fromEntries(weekdays.map((day, at) => [day, hoursOn(at)])) as Record<Weekday, string>),
  };
}

/** What is left out stays as it is at Chatwoot. */
export function hoursToWire({ isLimited, timeZone, ...days }: Partial<WorkingHours>) {
  const rows = weekdays.flatMap((day, at) => (days[day] === undefined ? [] : [dayToWire(at, days[day])]));
  return {
    ...(isLimited === undefined ? {} : { working_hours_enabled: isLimited }),
    ...(timeZone === undefined ? {} : { timezone: timeZone }),
    ...(rows.length === 0 ? {} : { working_hours: rows }),
  };
}

function dayFromWire(day: WireDay | undefined): string {
  if (!day || day.closed_all_day) return 'closed';
  if (day.open_all_day) return 'all day';
  return `${clock(day.open_hour, day.open_minutes)}–${clock(day.close_hour, day.close_minutes)}`;
}

function dayToWire(dayOfWeek: number, hours: string) {
  const flags = { day_of_week: dayOfWeek, closed_all_day: hours === 'closed', open_all_day: hours === 'all day' };
  const [open_hour, open_minutes, close_hour, close_minutes] = (hours.match(/\d\d/g) ?? []).map(Number);
  return open_hour === undefined ? flags : { ...flags, open_hour, open_minutes, close_hour, close_minutes };
}

function clock(hour: number | null | undefined, minutes: number | null | undefined): string {
  return [hour ?? 0, minutes ?? 0].map((part) => String(part).padStart(2, '0')).join(':');
}
