import type { Finding, Section, Verdict } from './finding.ts';

const marks: Record<Verdict, string> = { good: 'ok', note: 'note', bad: 'PROBLEM' };

/** The worst that was found. */
export function verdictOf(sections: Section[]): Verdict | undefined {
  if (sections.some(({ findings }) => !findings)) return undefined;
  return labels(sections, 'bad').length ? 'bad' : 'good';
}

/** In one line: what needs doing. */
export function summaryOf(sections: Section[]): string {
  const verdict = verdictOf(sections);
  if (!verdict) return 'Looking …';
  const bad = labels(sections, 'bad');
  if (bad.length) return `${bad.length === 1 ? '1 problem' : `${bad.length} problems`}: ${bad.join(', ')}`;
  const notes = labels(sections, 'note').length;
  return `All is well on this page${notes ? `; ${notes === 1 ? '1 note' : `${notes} notes`}` : ''}.`;
}

function labels(sections: Section[], wanted: Verdict): string[] {
  const all = sections.flatMap(({ findings = [] }) => findings);
  return all.filter(({ verdict }) => verdict === wanted).map(({ label }) => label);
}

/** For a mail or a ticket. Findings hold no secrets, so this does not either; a query may, so it stays away. */
export function reportText(sections: Section[]): string {
  const { origin, pathname } = location;
  return [
    `storefront-chat self-test of ${origin}${pathname}, ${new Date().toISOString()}`,
    navigator.userAgent,
    summaryOf(sections),
    ...sections.flatMap(({ title, findings = [] }) => ['', title, ...findings.map(asLine)]),
  ].join('\n');
}

function asLine({ verdict, label, value, advice }: Finding): string {
  const line = `  ${marks[verdict].padEnd(8)} ${label}: ${value}`;
  return advice ? `${line}\n${' '.repeat(11)}${advice}` : line;
}
