import { fetchProof, proofAddress } from '../identity/proof-address.ts';
import { type Finding, finding } from './finding.ts';

/** Any will do: the answer is thrown away. */
const challenge = '0'.repeat(43);

/** How the shop answers where the page names an address for who is signed in; who that is, is not told. */
export async function checkProof(): Promise<Finding[]> {
  const address = proofAddress();
  if (!address) return [];
  const answer = await fetchProof(address, challenge).catch(() => undefined);
  return [judge(answer?.status, await answer?.text())];
}

function judge(status: number | undefined, text = ''): Finding {
  const isProof = status === 200 && /^[^<]+\.[\w-]+\.[\w-]+/.test(text);
  if (isProof || status === 204)
    return finding('data-proof', 'good', `${status}: ${isProof ? 'somebody' : 'nobody'} is signed in`);
  const advice = 'It must answer with a JWT, or with 204.';
  return finding('data-proof', 'bad', `${status ?? 'no answer'}: no JWT`, advice);
}
