import { z } from 'zod';

/** A text as people write it. Databases cannot store a NUL, so it is refused here instead of failing there. */
export const plainText = z.string().refine((value) => !value.includes('\0'), 'must not contain a NUL character');
