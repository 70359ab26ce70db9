import type { ConsentByPurpose } from '../../../contract/consent.ts';
import type { Reason } from '../../../contract/reasons.ts';
import type { Launcher } from '../launcher/launcher.ts';
import type { WidgetSettings } from '../settings/tag-settings.ts';

/** `note`: fine, but worth knowing. */
export type Verdict = 'good' | 'note' | 'bad';

/** One thing that was looked at. */
export interface Finding {
  label: string;
  verdict: Verdict;
  value: string;
  /** What to do about it; commands stand between backticks. */
  advice?: string | undefined;
}

export interface Section {
  title: string;
  /** Undefined while it is being looked at. */
  findings: Finding[] | undefined;
}

/** What there is to look at. */
export interface SelfTestPage {
  settings: WidgetSettings;
  launcher: Launcher;
  /** How the last press has ended, on this page. */
  outcome?: 'ready' | Reason;
  /** What the visitor allows, as tracking has told it; undefined before it has. */
  consent?: ConsentByPurpose;
}

export function finding(label: string, verdict: Verdict, value: string, advice?: string): Finding {
  return { label, verdict, value, advice };
}
