const escapes = [
  'esc_html',
  'esc_attr',
  'esc_url',
  'esc_html__',
  'esc_attr__',
  'selected',
  'checked',
  'wp_get_inline_script_tag',
  'wp_json_encode',
];

/** Variables and translations that PHP prints without escaping them where it prints them. */
export function unescapedIn(code: string): string[] {
  const statements = code.match(/\b(echo|print|printf|vprintf)\b[^;]*(?:'[^']*;[^']*'[^;]*)*;/g) ?? [];
  return statements.flatMap((statement) => withoutEscapes(statement).match(/\$\w+|\b_[_ex]\(/g) ?? []);
}

function withoutEscapes(statement: string): string {
  const call = RegExp(`\\b(${escapes.join('|')})\\(`).exec(statement);
  if (!call) return statement;
  const end = closingOf(statement, call.index + call[0].length);
  return withoutEscapes(statement.slice(0, call.index) + statement.slice(end));
}

/** @param at behind an opening bracket @returns where its closing one ends */
function closingOf(text: string, at: number): number {
  let depth = 1;
  let end = at;
  while (depth > 0 && end < text.length) {
    if (text[end] === '(') depth++;
    if (text[end] === ')') depth--;
    end++;
  }
  return end;
}
