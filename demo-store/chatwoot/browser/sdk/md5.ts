/**
 * MD5 as lower-case hex. The SDK fingerprints a user with it; nothing here depends on its strength.
 * @see https://www.rfc-editor.org/rfc/rfc1321
 */
export function md5(text: string): string {
  let state: Words = [0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476];
  const words = paddedWords(new TextEncoder().encode(text));
  for (let start = 0; start < words.length; start += 16) {
    state = addWords(state, mixBlock(state, words.subarray(start, start + 16)));
  }
  return toHex(state);
}

type Words = [a: number, b: number, c: number, d: number];

const rotations = [
  [7, 12, 17, 22],
  [5, 9, 14, 20],
  [4, 11, 16, 23],
  [6, 10, 15, 21],
];
const sines = Array.from({ length: 64 }, (_, step) => Math.floor(Math.abs(Math.sin(step + 1)) * 2 ** 32));

/** The message, a one bit, zeros, and the length in bits: a multiple of sixteen little-endian words. */
function paddedWords(bytes: Uint8Array): Uint32Array {
  const padded = new DataView(new ArrayBuffer(Math.ceil((bytes.length + 9) / 64) * 64));
  bytes.forEach((byte, index) => {
    padded.setUint8(index, byte);
  });
  padded.setUint8(bytes.length, 0x80);
  padded.setUint32(padded.byteLength - 8, bytes.length * 8, true);
  return Uint32Array.from({ length: padded.byteLength / 4 }, (_, index) => padded.getUint32(index * 4, true));
}

function mixBlock(state: Words, block: Uint32Array): Words {
  let [a, b, c, d] = state;
  for (let step = 0; step < 64; step++) {
    const round = step >> 4;
    const { mixed, wordIndex } = mixStep(round, step, b, c, d);
    const sum = a + mixed + (sines[step] ?? 0) + (block[wordIndex] ?? 0);
    [a, b, c, d] = [d, (b + rotateLeft(sum >>> 0, rotations[round]?.[step % 4] ?? 0)) >>> 0, b, c];
  }
  return [a, b, c, d];
}

function mixStep(round: number, step: number, b: number, c: number, d: number) {
  if (round === 0) return { mixed: ((b & c) | (~b & d)) >>> 0, wordIndex: step };
  if (round === 1) return { mixed: ((d & b) | (~d & c)) >>> 0, wordIndex: (5 * step + 1) % 16 };
  if (round === 2) return { mixed: (b ^ c ^ d) >>> 0, wordIndex: (3 * step + 5) % 16 };
  return { mixed: (c ^ (b | ~d)) >>> 0, wordIndex: (7 * step) % 16 };
}

function rotateLeft(word: number, bits: number): number {
  return ((word << bits) | (word >>> (32 - bits))) >>> 0;
}

function addWords(left: Words, right: Words): Words {
  return [
    (left[0] + right[0]) >>> 0,
    (left[1] + right[1]) >>> 0,
    (left[2] + right[2]) >>> 0,
    (left[3] + right[3]) >>> 0,
  ];
}

function toHex(state: Words): string {
  const bytes = new DataView(new ArrayBuffer(16));
  state.forEach((word, index) => {
    bytes.setUint32(index * 4, word, true);
  });
  return Array.from(new Uint8Array(bytes.buffer), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
