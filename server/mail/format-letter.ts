import type { Letter, Paragraph } from './letter.ts';

const rightToLeft = ['ar'];

/** A letter as the two bodies of a mail. Nothing in it is taken for HTML. */
export function formatLetter({ paragraphs, language }: Letter): { text: string; html: string } {
  const direction = rightToLeft.includes(language) ? 'rtl' : 'ltr';
  const body = paragraphs.map(asHtml).join('\n');
  return {
    text: `${paragraphs.map(asText).join('\n\n')}\n`,
    html: `<!doctype html>
<html lang="${escaped(language)}" dir="${direction}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"></head>
<body style="margin:0;padding:24px;background:#f4f4f5;font:16px/1.5 system-ui,-apple-system,'Segoe UI',Roboto,Arial,sans-serif;color:#18181b">
<div style="max-width:560px;margin:0 auto;padding:24px;background:#fff;border-radius:8px">
${body}
</div>
</body>
</html>
`,
  };
}

function asText(paragraph: Paragraph): string {
  if (typeof paragraph === 'string') return paragraph;
  if ('link' in paragraph) return `${paragraph.words} ${paragraph.link}`;
  return lines(paragraph.quote)
    .map((line) => `> ${line}`.trimEnd())
    .join('\n');
}

function asHtml(paragraph: Paragraph): string {
  if (typeof paragraph === 'string') return `<p style="margin:0 0 16px">${withBreaks(paragraph)}</p>`;
  if ('link' in paragraph) {
    const link = escaped(paragraph.link);
    return `<p style="margin:0 0 16px">${withBreaks(paragraph.words)} <a href="${link}">${link}</a></p>`;
  }
  const style = 'margin:0 0 16px;padding:4px 16px;border-inline-start:3px solid #d4d4d8;overflow-wrap:anywhere';
  return `<blockquote dir="auto" style="${style}">${withBreaks(paragraph.quote)}</blockquote>`;
}

function withBreaks(text: string): string {
  return lines(text).map(escaped).join('<br>\n');
}

function lines(text: string): string[] {
  return text.split(/\r\n|[\n\r\u2028\u2029]/);
}

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => entities[sign] ?? sign);
}
