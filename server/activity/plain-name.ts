const maxLength = 120;

/** What Chatwoot, or whoever reads with another program, would make a link of. */
const links = /\b[a-z][a-z0-9+.-]*:\/\/\S*|\bwww\.\S+/giu;

/** Hebrew, Arabic and their relatives, and marks that turn the direction of what stands beside them. */
const fromRight = /[\u0590-\u08ff\u200e\u200f\ufb1d-\ufdff\ufe70-\ufefc]|[\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;
const isolated = (text: string) => `\u2068${text}\u2069`;

/**
 * A name as a browser told it, fit to stand among our own words: of moderate length, without links, and with its
 * direction kept to itself, so that a price after an Arabic name is still read as one.
 */
export function plainName(name: string): string {
  const text = name.replace(links, '…').replace(/\s+/g, ' ').trim();
  const short = text.length > maxLength ? `${text.slice(0, maxLength - 1).toWellFormed()}…` : text;
  return fromRight.test(short) ? isolated(short) : short;
}
