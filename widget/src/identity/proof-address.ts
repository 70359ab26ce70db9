/** Where the shop says who is signed in, if the page names that: `data-proof` of our tag, or of a block of data of ours. */
export function proofAddress(): string | undefined {
  return document.querySelector<HTMLElement>('script[data-proof]')?.dataset.proof;
}

/** @param address of the shop's own, with a query or without */
export function fetchProof(address: string, challenge: string): Promise<Response> {
  return fetch(`${address + (address.includes('?') ? '&' : '?')}challenge=${challenge}`, { cache: 'no-store' });
}
