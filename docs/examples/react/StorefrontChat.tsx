import { useEffect, useState } from 'react';
import { type LoadOptions, loadStorefrontChat, type Prove, type StorefrontChat } from 'storefront-chat-widget';

const proof = '/chat-proof';
const options: LoadOptions = { server: 'https://chat.example.com', storeKey: 'tea', dataset: { proof } };

const prove: Prove = async (challenge) => {
  const answer = await fetch(`${proof}?challenge=${challenge}`, { cache: 'no-store' });
  if (!answer.ok) throw new Error(`${proof} answered ${answer.status}`);
  return answer.text();
};

/** The widget, once it is there; null on a server, and where it cannot be loaded. */
export function useStorefrontChat(): StorefrontChat | null {
  const [chat, setChat] = useState<StorefrontChat | null>(null);
  useEffect(() => {
    let isMounted = true;
    loadStorefrontChat(options).then(
      (loaded) => isMounted && setChat(loaded),
      // The page works without chat; the error says what to check.
      (error) => console.warn(error),
    );
    return () => {
      isMounted = false;
    };
  }, []);
  return chat;
}

interface Props {
  /** Who is signed in; null: nobody is; undefined: not known yet. It stays in the page. */
  customerId: string | null | undefined;
  /** What the route shows: product, cart, order. A new object is a new fact, so keep it with `useMemo`. */
  page?: Record<string, unknown>;
}

/** What we know of, for as long as the page lives: components come and go. */
let known: string | null | undefined;

/** Once, in the layout of the app. It renders nothing: chat stands beside the app, not in it. */
export function Chat({ customerId, page }: Props) {
  const chat = useStorefrontChat();
  useEffect(() => {
    if (!chat || customerId === undefined) return;
    // Who was here when the page came, the widget asks the shop by itself, when somebody wants to write.
    const hasChanged = known !== undefined && known !== customerId;
    known = customerId;
    if (hasChanged && customerId) chat.identify(prove);
    else if (hasChanged) chat.signOut();
  }, [chat, customerId]);
  useEffect(() => {
    if (page) chat?.setContext(page);
  }, [chat, page]);
  return null;
}

/** A button of the shop's own. With `dataset: { launcher: 'none' }` it is the only one. */
export function HelpButton() {
  const chat = useStorefrontChat();
  const [unread, setUnread] = useState(0);
  useEffect(() => chat?.on('unread', setUnread), [chat]);
  return (
    <button type="button" disabled={!chat} onClick={() => chat?.open()}>
      {unread ? `Help (${unread})` : 'Help'}
    </button>
  );
}
