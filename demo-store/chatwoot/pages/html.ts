const htmlEscapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Text for element content and quoted attributes. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => htmlEscapes[character] ?? character);
}

/**
 * A value as a JavaScript literal for an inline script: no text inside can end the script element or open a comment,
 * and the two line separators that old parsers refuse are escaped as well.
 */
export function toScriptLiteral(value: unknown): string {
  const json = JSON.stringify(value) ?? 'undefined';
  return json.replace(
    /[<>&\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
