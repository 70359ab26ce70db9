/** Anybody may send us a header of any length: only what is as short as it usually is, is worth remembering. */
const longest = 100;

/**
 * What `decide` says of a text, remembered: for decisions that are asked for with every request, about texts of which
 * few are ever different. Everything is forgotten when there are more of them than `most`.
 */
export function remember<T>(decide: (text: string) => T, most = 10_000): (text: string) => T {
  const decided = new Map<string, T>();
  return (text) => {
    if (text.length > longest) return decide(text);
    const known = decided.get(text);
    if (known !== undefined) return known;
    if (decided.size >= most) decided.clear();
    const decision = decide(text);
    decided.set(text, decision);
    return decision;
  };
}
