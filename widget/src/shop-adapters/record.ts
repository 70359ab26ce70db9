/** Any value as something whose properties one may ask for. */
export const record = (value: unknown) => Object(value) as Readonly<Record<string, unknown>>;
