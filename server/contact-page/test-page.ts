import { asc, eq } from 'drizzle-orm';
import type { FormSettings } from '../../contract/form.ts';
import type { OpenDatabase } from '../db/open-database.ts';
import { addStore, type StoreChanges, setStore } from '../stores/index.ts';
import { submissions } from '../submissions/tables.ts';
import type { TestApp } from '../testing/test-app.ts';

interface PageSeen {
  status: number;
  headers: Headers;
  text: string;
}

export async function see(answer: Response): Promise<PageSeen> {
  return { status: answer.status, headers: answer.headers, text: await answer.text() };
}

/** A store with its contact page, and what somebody does there. */
export async function createPageStage(db: OpenDatabase, test: TestApp, form: object = {}, changes: StoreChanges = {}) {
  const store = await addStore(test.changes, { name: 'Tea <b>& Co', origins: ['https://tea.example'] }, null);
  const path = `/contact/${store.key}`;

  async function change(values: StoreChanges) {
    await setStore(test.changes, store.key, values);
    await test.deps.directory.refresh();
  }
  await change({ form: form as FormSettings, ...changes });

  return {
    path,
    change,
    open: async (query = '', headers: Record<string, string> = {}) =>
      see(await test.app.request(`${path}${query}`, { headers })),
    /** Presses Send on a page that was opened, with its hidden fields and what somebody has typed. */
    async press(page: PageSeen, typed: Record<string, string>, headers: Record<string, string> = {}) {
      const body = new URLSearchParams({ ...hiddenIn(page), ...typed });
      return see(await test.app.request(`${path}?locale=en`, { method: 'POST', body, headers }));
    },
    /** What is stored of this store. */
    messages: () =>
      db.database.inStore(store.id, (tx) =>
        tx.select().from(submissions).where(eq(submissions.storeId, store.id)).orderBy(asc(submissions.receivedAt)),
      ),
  };
}

export function hiddenIn({ text }: PageSeen): Record<string, string> {
  const found = text.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g);
  return Object.fromEntries([...found].map(([, name = '', value = '']) => [name, value]));
}

/** What stands beside a field. */
export function errorOf({ text }: PageSeen, field: string): string | undefined {
  return new RegExp(`id="${field}-error"><span>([^<]*)<`).exec(text)?.[1];
}

/** Questions of a store's own, and its consent. */
export const fields = [
  { key: 'order_number', kind: 'text', label: { en: 'Order number' } },
  {
    key: 'subject',
    kind: 'choice',
    label: { en: 'What is it about?' },
    required: true,
    choices: [{ value: 'return', label: { en: 'A return' } }],
  },
];
export const consent = { text: { en: 'You may keep my message.' }, required: true };
