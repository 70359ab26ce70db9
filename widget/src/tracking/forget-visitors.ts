import type { VisitorErasureReceipt } from '../../../contract/consent.ts';
import { lineReturns } from '../browser/line-returns.ts';
import { requestJson } from '../browser/request-json.ts';
import { retryDelay } from '../browser/retry-delay.ts';
import type { PageParts } from '../inline/draw-form.ts';
import { noteErasures, readErasures } from './erasures.ts';

/**
 * Has our server delete what it was sent of visitors who have taken their leave back, and tries until it has. What is
 * not done when the page goes, the next one does.
 * @param here ids that could not be written down
 */
export async function forgetVisitors({ settings, emit, signal }: PageParts, here: readonly string[]): Promise<void> {
  const { server, storeKey } = settings;
  const left = new Set([...readErasures(storeKey), ...here]);
  for (let failures = 0; left.size; failures++) {
    if (failures) await lineReturns(retryDelay(failures - 1), signal);
    if (signal.aborted) return;
    for (const visitorId of left) {
      const { status, body } = await requestJson('POST', `${server}/v1/stores/${storeKey}/visitor-erasures`, {
        visitorId,
      });
      const receipt = body as VisitorErasureReceipt | undefined;
      // 400: it was no id of ours.
      if (!receipt?.receiptId && status !== 400) continue;
      left.delete(visitorId);
      noteErasures(
        storeKey,
        readErasures(storeKey).filter((id) => id !== visitorId),
      );
      if (receipt?.receiptId) emit('forgotten', receipt);
    }
  }
}
