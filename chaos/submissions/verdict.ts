/** A message of a shopper, as it should come to stand at Chatwoot. Words or a file: a file is a message of its own. */
export interface Written {
  /** What one tab writes keeps its order. */
  tab: string;
  /** The page view, within the tab. */
  page: string;
  text: string;
  file?: { name: string; size: number; sha256: string };
  /** Our server's own name for it; null while it has not been taken. Undefined: a browser keeps that to itself. */
  id?: string | null;
}

/** A shopper's message as it does stand at Chatwoot. */
export interface Found {
  /** Counts up over the whole of Chatwoot. */
  id: number;
  conversationId: number;
  text: string;
  files: { name: string; size: number }[];
}

export interface Verdict {
  written: number;
  /** Of these, each counted once. */
  arrived: number;
  /** Never taken by our server, although there was time. */
  refused: Written[];
  /** Taken, or kept by a browser, and not at Chatwoot. */
  lost: Written[];
  doubled: Found[];
  outOfOrder: Found[];
  /** Files that arrived, but not whole. */
  broken: Written[];
  /** What nobody wrote. */
  unknown: Found[];
}

type Pair = [Written, Found];
type Sha256Of = (fileName: string) => string | undefined;

/**
 * Compares what was written with what stands at Chatwoot.
 * @param written of each tab in its order.
 * @param sha256Of the file of this name, as it passed on the way.
 */
export function judge(written: Written[], found: Found[], sha256Of: Sha256Of): Verdict {
  const { arrived, surplus } = match(written, found);
  const missing = written.filter((message) => !arrived.has(message));
  const known = new Set(written.map(nameOf));
  const pairs = written.flatMap((message): Pair[] => {
    const at = arrived.get(message);
    return at ? [[message, at]] : [];
  });
  return {
    written: written.length,
    arrived: arrived.size,
    refused: missing.filter(({ id }) => id === null),
    lost: missing.filter(({ id }) => id !== null),
    doubled: surplus.filter((message) => known.has(nameAt(message))),
    unknown: surplus.filter((message) => !known.has(nameAt(message))),
    outOfOrder: [...new Set([...overtaken(pairs, pageOf), ...overtaken(pairs, threadOf)])],
    broken: pairs.flatMap(([message, at]) => (isWhole(message, at, sha256Of) ? [] : [message])),
  };
}

export function isClean(verdict: Verdict): boolean {
  return Object.values(wrongIn(verdict)).every((messages) => messages.length === 0);
}

/** All that must not be. */
export function wrongIn({ written: _, arrived: __, ...wrong }: Verdict) {
  return wrong;
}

/** The same words twice: the first that arrived is the first that was written. */
function match(written: Written[], found: Found[]) {
  const waiting = groupBy(written, nameOf);
  const arrived = new Map<Written, Found>();
  const surplus = found
    .toSorted((one, other) => one.id - other.id)
    .filter((message) => {
      const meant = waiting.get(nameAt(message))?.shift();
      if (meant) arrived.set(meant, message);
      return !meant;
    });
  return { arrived, surplus };
}

const nameOf = ({ text, file }: Written) => text || file?.name || '';
const nameAt = ({ text, files }: Found) => text || files[0]?.name || '';

const pageOf = ([{ tab, page }]: Pair) => `${tab} ${page}`;
/** Pages of one tab may be different visitors to Chatwoot; in one conversation they are the same. */
const threadOf = ([{ tab }, { conversationId }]: Pair) => `${tab} ${conversationId}`;

/** Those of each group that came before something that was written earlier. */
function overtaken(pairs: Pair[], groupOf: (pair: Pair) => string): Found[] {
  return [...groupBy(pairs, groupOf).values()].flatMap((group) =>
    group.flatMap(([, at], place) => (group.slice(0, place).some(([, earlier]) => earlier.id > at.id) ? [at] : [])),
  );
}

function isWhole({ file }: Written, { files }: Found, sha256Of: Sha256Of): boolean {
  const [arrived] = files;
  if (!file || !arrived) return !file && !arrived;
  const isSame = files.length === 1 && arrived.name === file.name && arrived.size === file.size;
  return isSame && sha256Of(file.name) === file.sha256;
}

function groupBy<T>(items: T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]);
  return groups;
}
