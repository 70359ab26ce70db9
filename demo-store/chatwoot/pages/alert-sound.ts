const sampleRate = 22_050;
const secondsPerTone = 0.16;
const tonesHz = [880, 1318.5];

/**
 * The sound of a new message: two short tones, as a WAV file. It stands in for Chatwoot's `/audio/widget/ding.mp3`;
 * browsers look at the bytes, not at the name.
 */
export function alertSound(): Uint8Array<ArrayBuffer> {
  const samples = tonesHz.flatMap((hertz) => tone(hertz));
  const file = new DataView(new ArrayBuffer(44 + samples.length * 2));
  writeHeader(file, samples.length * 2);
  samples.forEach((sample, index) => {
    file.setInt16(44 + index * 2, sample * 0x7fff, true);
  });
  return new Uint8Array(file.buffer);
}

/** A sine that fades out, so that it ends without a click. */
function tone(hertz: number): number[] {
  const length = Math.round(sampleRate * secondsPerTone);
  return Array.from({ length }, (_, index) => {
    const fade = (1 - index / length) ** 2;
    return 0.3 * fade * Math.sin((2 * Math.PI * hertz * index) / sampleRate);
  });
}

/** @see http://soundfile.sapp.org/doc/WaveFormat/ 16-bit mono PCM */
function writeHeader(file: DataView, dataBytes: number): void {
  const text = (at: number, letters: string) => {
    for (const [index, letter] of [...letters].entries()) file.setUint8(at + index, letter.charCodeAt(0));
  };
  text(0, 'RIFF');
  file.setUint32(4, 36 + dataBytes, true);
  text(8, 'WAVEfmt ');
  file.setUint32(16, 16, true);
  file.setUint16(20, 1, true);
  file.setUint16(22, 1, true);
  file.setUint32(24, sampleRate, true);
  file.setUint32(28, sampleRate * 2, true);
  file.setUint16(32, 2, true);
  file.setUint16(34, 16, true);
  text(36, 'data');
  file.setUint32(40, dataBytes, true);
}
