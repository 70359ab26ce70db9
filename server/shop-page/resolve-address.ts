/** An address as it is written in a page; undefined where it is none. */
export function resolveAddress(written: string | undefined, page: URL): URL | undefined {
  return written && URL.canParse(written, page.href) ? new URL(written, page) : undefined;
}
