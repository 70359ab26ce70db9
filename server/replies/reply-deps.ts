import type { AccountClient } from '../chatwoot/index.ts';
import type { MailDeps } from '../mail/index.ts';

export interface ReplyDeps extends MailDeps {
  /** The store's account at Chatwoot, as its administrator; null until set-up has one. */
  accountClient(storeId: string, requestId: string): Promise<AccountClient | null>;
}
