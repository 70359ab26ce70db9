const encoder = new TextEncoder();

/** Of a value as JSON in UTF-8, which is what is sent. */
export const byteLength = (value: unknown): number => encoder.encode(JSON.stringify(value)).length;
