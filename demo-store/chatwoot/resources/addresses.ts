const shape = /^[^\s@<>()[\],;:"]+@[^\s@<>()[\],;:"]+\.[^\s@.]+$/;

export function isEmail(value: string): boolean {
  return shape.test(value);
}

const e164 = /^\+[1-9]\d{1,14}$/;

export function isPhoneNumber(value: string): boolean {
  return e164.test(value);
}
