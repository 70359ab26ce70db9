import { type LoadOptions, loadStorefrontChat, type Prove, type StorefrontChat } from 'storefront-chat-widget';
import {
  defineComponent,
  h,
  type InjectionKey,
  inject,
  type Plugin,
  ref,
  type ShallowRef,
  shallowRef,
  watch,
} from 'vue';

type Chat = Readonly<ShallowRef<StorefrontChat | null>>;

const key: InjectionKey<Chat> = Symbol('storefront-chat');
const proof = '/chat-proof';

const prove: Prove = async (challenge) => {
  const answer = await fetch(`${proof}?challenge=${challenge}`, { cache: 'no-store' });
  if (!answer.ok) throw new Error(`${proof} answered ${answer.status}`);
  return answer.text();
};

/** `app.use(storefrontChat, { server: 'https://chat.example.com', storeKey: 'tea' })` */
export const storefrontChat: Plugin<[LoadOptions]> = (app, options) => {
  // Shallow, for the widget is to be held, not watched.
  const chat = shallowRef<StorefrontChat | null>(null);
  app.provide(key, chat);
  loadStorefrontChat({ ...options, dataset: { proof, ...options.dataset } }).then(
    (loaded) => {
      chat.value = loaded;
    },
    // The page works without chat; the error says what to check.
    (error) => console.warn(error),
  );
};

/** The widget, once it is there; null on a server, and where it cannot be loaded. */
export function useStorefrontChat(): Chat {
  return inject(key, () => shallowRef(null), true);
}

interface Facts {
  /** Who is signed in; null: nobody is; undefined: not known yet. It stays in the page. */
  customerId: () => string | null | undefined;
  /** What the route shows: product, cart, order. */
  page?: () => Record<string, unknown> | undefined;
}

/** What we know of, for as long as the page lives: components come and go. */
let known: string | null | undefined;

/** Once, in the setup of `App.vue`: `useChatFacts({ customerId: () => session.customerId })`. */
export function useChatFacts({ customerId, page = () => undefined }: Facts): void {
  const chat = useStorefrontChat();
  watch(
    [chat, customerId] as const,
    ([chat, customerId]) => {
      if (!chat || customerId === undefined) return;
      // Who was here when the page came, the widget asks the shop by itself, when somebody wants to write.
      const hasChanged = known !== undefined && known !== customerId;
      known = customerId;
      if (hasChanged && customerId) chat.identify(prove);
      else if (hasChanged) chat.signOut();
    },
    { immediate: true },
  );
  watch([chat, page] as const, ([chat, page]) => page && chat?.setContext(page), { immediate: true });
}

/** A button of the shop's own. With `dataset: { launcher: 'none' }` it is the only one. */
export const HelpButton = defineComponent(() => {
  const chat = useStorefrontChat();
  const unread = ref(0);
  watch(
    chat,
    (chat, _, onCleanup) => {
      const stop = chat?.on('unread', (count) => {
        unread.value = count;
      });
      if (stop) onCleanup(stop);
    },
    { immediate: true },
  );
  return () =>
    h('button', { type: 'button', disabled: !chat.value, onClick: () => chat.value?.open() }, [
      unread.value ? `Help (${unread.value})` : 'Help',
    ]);
});
