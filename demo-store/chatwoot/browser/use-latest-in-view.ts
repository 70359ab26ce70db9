import { useLayoutEffect, useRef } from 'preact/hooks';

/** How far from the end still counts as reading the newest. */
const nearPx = 120;

/**
 * Keeps the end of a list in view while `version` changes, unless the reader has scrolled up to older messages.
 * @param version anything that changes with the content
 * @param listKey names the list; of another list the end is always wanted
 */
export function useLatestInView<Element extends HTMLElement>(version: unknown, listKey: unknown) {
  const ref = useRef<Element>(null);
  const isNearEnd = useRef(true);
  const lastKey = useRef(listKey);
  useLayoutEffect(() => {
    const list = ref.current;
    if (!list) return;
    if (lastKey.current !== listKey) isNearEnd.current = true;
    lastKey.current = listKey;
    if (isNearEnd.current) list.scrollTop = list.scrollHeight;
  }, [version, listKey]);
  const onScroll = () => {
    const list = ref.current;
    if (list) isNearEnd.current = list.scrollHeight - list.scrollTop - list.clientHeight < nearPx;
  };
  return { ref, onScroll };
}
