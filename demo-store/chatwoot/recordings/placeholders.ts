import { isRecord } from '../http/params.ts';

/**
 * The recordings write `{{admin_token}}` for a value that differs on every server. Here are our values for them: learnt
 * from our own answers, put into the requests that follow.
 */
export type Placeholders = {
  set(name: string, value: string): void;
  has(name: string): boolean;
  get(name: string): string;
  /** The value with every placeholder in it replaced. */
  fill(value: unknown): unknown;
  /** Remembers what stands in `ours` where the recording has a placeholder not seen before. */
  learn(recorded: unknown, ours: unknown): void;
};

const pattern = /\{\{([^{}]+)\}\}/g;

export function createPlaceholders(known: Record<string, string>): Placeholders {
  const values = new Map(Object.entries(known));

  function get(name: string): string {
    // `{{"x" × 1501}}` is that many letters.
    const repeated = /^"(.)" × (\d+)$/.exec(name);
    const value = repeated ? (repeated[1] ?? '').repeat(Number(repeated[2])) : values.get(name);
    if (value === undefined) throw new Error(`Nothing is known yet for the placeholder {{${name}}}`);
    return value;
  }
  function fill(value: unknown): unknown {
    if (typeof value === 'string') return value.replace(pattern, (_, name: string) => get(name));
    if (Array.isArray(value)) return value.map(fill);
    if (!isRecord(value)) return value;
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, fill(item)]));
  }
  function learn(recorded: unknown, ours: unknown): void {
    if (typeof recorded === 'string' && typeof ours === 'string') learnText(recorded, ours);
    else if (Array.isArray(recorded) && Array.isArray(ours)) recorded.map((item, index) => learn(item, ours[index]));
    else if (isRecord(recorded) && isRecord(ours)) {
      for (const [key, item] of Object.entries(recorded)) learn(item, ours[key]);
    }
  }
  function learnText(recorded: string, ours: string) {
    const names = [...recorded.matchAll(pattern)].map((match) => match[1] ?? '');
    if (names.length === 0) return;
    const shape = recorded.split(pattern).map((part, index) => (index % 2 ? '(.+)' : escaped(part)));
    const found = new RegExp(`^${shape.join('')}$`, 's').exec(ours);
    names.forEach((name, index) => {
      if (!values.has(name) && found?.[index + 1] !== undefined) values.set(name, found[index + 1] ?? '');
    });
  }
  return { set: (name, value) => void values.set(name, value), has: (name) => values.has(name), get, fill, learn };
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
