const inMarkup = /<meta[^>]+charset\s*=\s*["']?\s*([\w-]+)/i;
const marks: [number[], string][] = [
  [[0xef, 0xbb, 0xbf], 'utf-8'],
  [[0xfe, 0xff], 'utf-16be'],
  [[0xff, 0xfe], 'utf-16le'],
];

/** Bytes to text as a browser does it: its mark, else what the header says, else the page itself, else UTF-8. */
export function decodeHtml(bytes: Uint8Array, contentType: string | null): string {
  const marked = marks.find(([mark]) => mark.every((byte, at) => bytes[at] === byte))?.[1];
  const inHeader = /charset\s*=\s*"?([\w-]+)/i.exec(contentType ?? '')?.[1];
  // Charsets in use share their ASCII.
  const head = () => new TextDecoder('latin1').decode(bytes.subarray(0, 1024));
  return decoderOf(marked ?? inHeader ?? inMarkup.exec(head())?.[1]).decode(bytes);
}

function decoderOf(charset = 'utf-8') {
  try {
    return new TextDecoder(charset);
  } catch {
    // A name that nobody knows counts as none.
    return new TextDecoder();
  }
}
