import type { JsonAnswer } from '../browser/request-json.ts';
import type { SentMessage } from '../composer/sent-message.ts';

/** A slow line may take its time, but not for ever. */
const timeoutMs = 300_000;

/**
 * Sends a file as it is. Never rejects: what went wrong is in the answer, `status` 0 when there was none.
 * @param store address of the store on our server
 * @param onProgress 0 to 1
 */
export function uploadFile(
  store: string,
  { key, body, file }: SentMessage & { file: File },
  onProgress: (progress: number) => void,
): Promise<JsonAnswer> {
  const { requestId, sequence, text: name, writtenAt, visitorToken } = body;
  const about = new URLSearchParams({ requestId, sequence: `${sequence}`, name, writtenAt: `${writtenAt}` });
  return new Promise((resolve) => {
    // Not `fetch`, which says nothing of what is on its way.
    const request = new XMLHttpRequest();
    request.open('POST', `${store}/files?${about}`);
    request.timeout = timeoutMs;
    request.responseType = 'json';
    request.setRequestHeader('idempotency-key', key);
    request.setRequestHeader('content-type', file.type || 'application/octet-stream');
    // Not in the address, which ends up in logs.
    if (visitorToken) request.setRequestHeader('x-visitor-token', visitorToken);
    request.upload.onprogress = ({ loaded, total }) => onProgress(loaded / total);
    request.onloadend = () => resolve({ status: request.status, body: request.response ?? undefined });
    request.send(file);
  });
}
