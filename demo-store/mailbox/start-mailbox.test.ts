import { createTransport } from 'nodemailer';
import { expect, it } from 'vitest';
import { startMailbox } from './start-mailbox.ts';

it('shows what the demo mails, with its thread, and lets nothing in a mail act', async () => {
  const mailbox = await startMailbox(0);
  if (!mailbox) throw new Error('The two packages are part of every checkout.');
  const transport = createTransport(mailbox.smtpUrl);
  const subject = 'Grüße <script>alert(1)</script>';
  const html = '<p>It ships "today"</p>';
  const from = 'hello@shop.example';
  await transport.sendMail({ from, to: 'ann@mail.example', subject, html, inReplyTo: '<1@shop.example>' });
  const page = await (await fetch(mailbox.url)).text();
  expect(page).toContain('<h2>Grüße &#60;script&#62;');
  expect(page).toContain('<dt>In-Reply-To</dt><dd>&#60;1@shop.example&#62;</dd>');
  expect(page).toContain('<iframe sandbox title="The mail" srcdoc="&#60;p&#62;It ships &#34;today&#34;');
  transport.close();
  await mailbox.stop();
});
