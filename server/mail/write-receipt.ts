import { eq } from 'drizzle-orm';
import { first } from '../db/database.ts';
import { submissions } from '../submissions/tables.ts';
import type { Letter, Mail } from './letter.ts';
import type { MailDeps } from './mail-deps.ts';
import { mailTextsFor } from './texts/index.ts';
import { fill } from './texts/mail-texts.ts';

/** The receipt: the reference and nothing of the message, for nobody knows yet whose address it is. */
export async function writeReceipt(deps: MailDeps, mail: Mail): Promise<Letter | null> {
  const store = deps.directory.findById(mail.storeId);
  const submission = await deps.database.inStore(mail.storeId, async (tx) =>
    first(
      await tx
        .select()
        .from(submissions)
        .where(eq(submissions.id, mail.facts.submissionId ?? '')),
    ),
  );
  // Erased meanwhile, or the shop is gone.
  if (!store || !submission) return null;
  const { language, texts } = mailTextsFor(submission.locale, store.locale);
  const { reference } = submission;
  const names = { shop: store.name, reference };
  return {
    subject: fill(texts.about, names),
    language,
    paragraphs: [fill(texts.received, names), texts.receivedNext, texts.notYou],
    ...(store.supportEmail ? { replyTo: store.supportEmail } : {}),
    isAutomatic: true,
  };
}
