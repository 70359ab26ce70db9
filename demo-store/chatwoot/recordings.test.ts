import { describe, expect, it } from 'vitest';
import { compareAnswers } from './recordings/compare.ts';
import { recordingsFolder } from './recordings/exchange.ts';
import { type Outcome, replayRecordings } from './recordings/replay.ts';
import { compareFrames, recordedFrames, replaySockets } from './recordings/replay-cable.ts';

const folder = recordingsFolder();

describe('the recordings of a real Chatwoot', () => {
  it('are compared key by key, type by type and value by value', () => {
    const recorded = { id: 7, name: 'Ana', created_at: 1, list: [{ a: null }] };
    const compare = (ours: unknown) => compareAnswers(recorded, ours);
    expect(compare({ id: 7, name: 'Ana', created_at: 2, list: [{ a: null }] })).toEqual([]);
    expect(compare({ id: '7', name: 'Ana', created_at: 2, list: [{ a: 1 }] })).toHaveLength(2);
    expect(compare({ id: 7, created_at: 2, list: [], more: 1 })).toHaveLength(3);
  });

  if (folder === undefined) {
    console.warn('NO RECORDINGS FOUND: the replay was left out. Set CHATWOOT_RECORDINGS to their folder to run it.');
    return;
  }
  it('get the same answers from the stand-in', { timeout: 120_000 }, async () => {
    const outcomes = await replayRecordings(folder);
    console.log(table(outcomes));
    const different = outcomes.filter((outcome) => outcome.kind === 'different');
    expect(different.map(({ file, name, details }) => `${file}: ${name}: ${details.slice(0, 8).join('; ')}`)).toEqual(
      [],
    );
  });

  it('and its sockets get the same frames in the same order', async () => {
    const ours = await replaySockets();
    const visitor = recordedFrames(folder, "A visitor's socket: subscribe, messages, typing, status");
    const agent = recordedFrames(folder, "An agent's socket");
    // The last one of ours is asked for, so as to know that nothing more comes.
    expect(ours.visitor.events).toEqual([...visitor.events, 'presence.update']);
    expect(ours.agent.events).toEqual(agent.events);
    expect([...compareFrames(visitor, ours.visitor), ...compareFrames(agent, ours.agent)]).toEqual([]);
  });
});

function table(outcomes: Outcome[]): string {
  const files = [...new Set(outcomes.map((outcome) => outcome.file))];
  const kinds = ['matched', 'different', 'not offered', 'left out'] as const;
  const rows = files.map((file) => {
    const ofFile = outcomes.filter((outcome) => outcome.file === file);
    return [file, ofFile.length, ...kinds.map((kind) => ofFile.filter((outcome) => outcome.kind === kind).length)];
  });
  const reasons = outcomes
    .filter((outcome) => outcome.kind === 'left out' || outcome.kind === 'not offered')
    .map(({ kind, file, name, details }) => `${kind}: ${file} ${name} ${details.join('; ')}`);
  const lines = [['file', 'recorded', ...kinds], ...rows].map(([name, ...numbers]) =>
    [String(name).padEnd(26), ...numbers.map((number) => String(number).padStart(12))].join(''),
  );
  return [...lines, ...reasons].join('\n');
}
