/** Files as shoppers send them, as small as they can be and still be what they are. */
const png = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

const bytes = (...parts: (string | number[])[]) =>
  new Uint8Array(
    Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : Buffer.from(part)))),
  );

export const samples = {
  png: new Uint8Array(Buffer.from(png, 'base64')),
  jpeg: bytes([0xff, 0xd8, 0xff, 0xe0, 0, 16], 'JFIF', [0, 1, 1, 0, 0, 1, 0, 1, 0, 0, 0xff, 0xd9]),
  gif: bytes('GIF89a', [1, 0, 1, 0, 0, 0, 0, 0x3b]),
  pdf: bytes('%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n'),
  heic: bytes([0, 0, 0, 24], 'ftypheic', [0, 0, 0, 0], 'mif1heic'),
  avif: bytes([0, 0, 0, 24], 'ftypavif', [0, 0, 0, 0], 'mif1avif'),
  webp: bytes(
    'RIFF',
    [26, 0, 0, 0],
    'WEBPVP8L',
    [13, 0, 0, 0, 0x2f, 0, 0, 0, 0x10, 7, 0x10, 0x11, 0x11, 0x88, 0x88, 8],
  ),
  text: bytes('Order 4711: two cups, one broken.\n'),
  csv: bytes('order;item\n4711;cup\n'),
  html: bytes('<!DOCTYPE html><script>alert(1)</script>'),
  svg: bytes('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'),
  zip: bytes('PK', [5, 6], [...Array(18).fill(0)]),
  exe: bytes('MZ', [...Array(62).fill(0)]),
  gzip: bytes([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0]),
};

/** A photograph of this size: it begins like one, and no two bytes next to each other are the same. */
export function photograph(size: number): Uint8Array {
  const made = new Uint8Array(size).map((_byte, at) => (at * 31 + (at >> 8)) % 251);
  made.set(samples.jpeg);
  return made;
}
