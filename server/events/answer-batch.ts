import type { EventBatchAnswer } from '../../contract/events.ts';
import type { Metrics } from '../observability/metrics.ts';
import { type GoodEvent, type Refusal, refusal } from './judge-events.ts';

/** What became of the good events of a batch. */
export interface TakenBatch {
  /** How many were new. */
  stored: number;
  /** None is taken: their visitor has taken their leave back. */
  isForgotten: boolean;
}

/** Says what became of a batch, and counts it. */
export function answerBatch(
  metrics: Metrics,
  good: readonly GoodEvent[],
  refused: readonly Refusal[],
  { stored, isForgotten }: TakenBatch = { stored: 0, isForgotten: false },
): EventBatchAnswer {
  const withdrawn = isForgotten ? good.map(({ index }) => ({ index, ...refusal('withdrawn') })) : [];
  const answer = {
    accepted: stored,
    repeated: isForgotten ? 0 : good.length - stored,
    refused: [...refused, ...withdrawn].sort((a, b) => a.index - b.index),
  };
  metrics.events.inc({ result: 'accepted' }, answer.accepted);
  metrics.events.inc({ result: 'repeated' }, answer.repeated);
  for (const { code } of answer.refused) metrics.events.inc({ result: code });
  return answer;
}
