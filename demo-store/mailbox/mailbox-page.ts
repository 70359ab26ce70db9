import type { AddressObject, ParsedMail } from 'mailparser';

/** All mails, newest first, each with what keeps a thread together. */
export function mailboxPage(mails: readonly ParsedMail[]): string {
  const shown = mails.length > 0 ? mails.map(mailArticle).join('\n') : '<p>No mail yet. Write while chat is away.</p>';
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta http-equiv="refresh" content="5">
<title>Mails of the demo</title>
<style>
  body { font: 16px/1.5 system-ui, sans-serif; max-width: 760px; margin: 0 auto; padding: 24px; background: #f4f4f5; color: #18181b }
  article { background: #fff; border-radius: 8px; padding: 16px 24px; margin: 0 0 24px }
  h2 { font-size: 18px; margin: 0 0 8px }
  dl { display: grid; grid-template-columns: max-content 1fr; gap: 0 16px; margin: 0 0 16px; font-size: 13px; color: #52525b }
  dd { margin: 0; overflow-wrap: anywhere }
  iframe { width: 100%; height: 340px; border: 1px solid #e4e4e7; border-radius: 8px }
</style>
</head>
<body>
<h1>Mails of the demo</h1>
${shown}
</body>
</html>
`;
}

function mailArticle(mail: ParsedMail): string {
  const references = [mail.references ?? []].flat().join(' ');
  const facts = {
    From: addressText(mail.from),
    To: addressText(mail.to),
    'Reply-To': addressText(mail.replyTo),
    Date: mail.date?.toISOString(),
    'Message-ID': mail.messageId,
    'In-Reply-To': mail.inReplyTo,
    References: references,
  };
  const rows = Object.entries(facts).flatMap(([name, value]) =>
    value ? [`<dt>${name}</dt><dd>${escaped(value)}</dd>`] : [],
  );
  const body = escaped(mail.html || escaped(mail.text ?? ''));
  return `<article>
<h2>${escaped(mail.subject ?? '(no subject)')}</h2>
<dl>${rows.join('')}</dl>
<iframe sandbox title="The mail" srcdoc="${body}"></iframe>
</article>`;
}

function addressText(address: AddressObject | AddressObject[] | undefined): string {
  return [address ?? []]
    .flat()
    .map(({ text }) => text)
    .join(', ');
}

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
