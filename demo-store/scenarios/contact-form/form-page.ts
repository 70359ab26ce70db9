import type { Page } from 'playwright-core';
import { createAccountClient, type Message } from '../../../server/chatwoot/index.ts';
import type { StoreChanges } from '../../../server/stores/index.ts';
import type { RunningDemo } from '../../start-demo.ts';
import { readConversations } from '../kit/find-conversations.ts';

/** What the shop of these stories asks. */
export const form: StoreChanges['form'] = {
  email: 'required',
  fields: [
    {
      key: 'subject',
      kind: 'choice',
      required: true,
      label: { en: 'What is it about?' },
      choices: [
        { value: 'return', label: { en: 'A return' } },
        { value: 'else', label: { en: 'Something else' } },
      ],
    },
  ],
  consent: { text: { en: 'You may keep my message to answer it.' }, required: true },
};

/** A picture that is one: a single pixel. */
export const photograph = {
  name: 'cracked-mug.png',
  mimeType: 'image/png',
  buffer: Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==',
    'base64',
  ),
};

/** The contact form, wherever it stands, in the words of the screen. @param host of its shadow root */
export function formOn(page: Page, host = 'storefront-chat') {
  const within = page.locator(host);
  return {
    email: within.getByRole('textbox', { name: 'E-mail' }),
    subject: within.getByRole('combobox', { name: 'What is it about?' }),
    consent: within.getByRole('checkbox', { name: 'You may keep my message to answer it.' }),
    message: within.getByRole('textbox', { name: 'Your message' }),
    files: within.getByRole('list', { name: 'Files that go along' }),
    sent: within.getByRole('log'),
    choose: (file: typeof photograph) => within.locator('input[type=file]').setInputFiles(file),
    send: () => within.getByRole('button', { name: 'Send', exact: true }).click(),
    async fillIn(email: string) {
      await this.email.fill(email);
      await this.subject.selectOption('return');
      await this.consent.check();
    },
  };
}

/** What a shopper has sent, in the conversation with these words, in its order. */
export async function arrivedWith(demo: RunningDemo, text: string): Promise<Message[]> {
  const client = createAccountClient({ baseUrl: demo.chatwootUrl, ...demo.chatwootAccount });
  for await (const { messages } of readConversations(client.conversations)) {
    const incoming = messages.filter(({ direction }) => direction === 'incoming');
    if (incoming.some(({ content }) => content === text)) return incoming.sort((a, b) => a.id - b.id);
  }
  return [];
}
