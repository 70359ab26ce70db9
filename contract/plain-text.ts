import { z } from 'zod';

/**
 * A text as people write it. What no database can store, a NUL or half a surrogate pair, is taken out here: a
 * message must not be refused, or fail for ever, for a torn emoji in a page's title.
 */
export const plainText = z.string().overwrite((value) => value.toWellFormed().replaceAll('\0', ''));
