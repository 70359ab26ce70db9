import { element } from '../browser/element.ts';
import { readMarker } from '../browser/marker.ts';
import type { Composer } from '../composer/mount.tsx';
import { keepOutOfTheWay } from '../launcher/keep-out-of-the-way.ts';
import { drawLauncher } from '../launcher/launcher.ts';
import type { WidgetSettings } from '../settings/tag-settings.ts';
import { createChunkLoader } from './chunks.ts';
import { holdText } from './hold-text.ts';
import { complain, type Emit, type RunCall } from './public-api.ts';

const retryMs = 5000;
const weekMs = 604_800_000;

/** Draws the launcher, and at the press fetches everything else: composer, messages, texts and bridge side by side. */
export function startWidget(settings: WidgetSettings, nonce = '', emit: Emit): RunCall {
  const { storeKey, chatwoot, locale, words, tracking } = settings;
  const whenIdle = window.requestIdleCallback ?? setTimeout;
  const loadChunk = createChunkLoader(settings);
  const marker = readMarker(storeKey);
  const stopping = new AbortController();
  const { signal } = stopping;
  let pressedAt = 0;
  let isAwake = false;
  let composer: Composer | undefined;

  const launcher = drawLauncher(settings, (isOpen) => {
    if (!isOpen && button.ariaExpanded !== 'true') return;
    show(isOpen);
    (isOpen ? box.field : button).focus();
  });
  const { box, button, host } = launcher;
  const held = holdText(launcher, storeKey, marker, signal);
  const page = { settings, nonce, marker, launcher, held, emit, loadChunk, signal };
  keepOutOfTheWay(host, button, settings, signal);
  // A press may follow.
  button.onpointerenter = button.onfocus = () => {
    if (!isLineDear())
      loadChunk('bridge')
        .then(loadAll)
        .catch(() => {});
  };

  function show(isOpen: boolean) {
    box.dialog.hidden = !isOpen;
    button.ariaExpanded = `${isOpen}`;
    emit(isOpen ? 'opened' : 'closed');
    pressedAt ||= Date.now();
    if (composer) composer.onShown(isOpen);
    else if (isOpen) wakeUp();
  }

  /** Not `preload`: Safari keeps one that has failed, and a Chatwoot that is back would stay away on later pages. */
  function openLine() {
    if (chatwoot) document.head.append(element('link', { rel: 'preconnect', href: chatwoot.baseUrl }));
  }

  /** Everything that a press wants besides a box that takes typing. */
  function wakeUp() {
    if (isAwake) return;
    isAwake = true;
    openLine();
    loadChunk('bridge')
      .then(
        ({ prepare }) => prepare(page),
        // It is found again, and told, when the composer asks for chat.
        () => {},
      )
      .finally(loadComposer);
  }

  const loadAll = () =>
    Promise.all([loadChunk('composer'), loadChunk('messages'), loadChunk(`texts-${words.pack ?? locale}`)]);

  function loadComposer(isRetry?: boolean) {
    loadAll()
      .then(([{ mountComposer }, messages, { pack }]) => {
        if (!signal.aborted) composer ??= mountComposer({ ...page, messages, pack, isAwake, pressedAt });
      })
      .catch((error) => {
        if (!isRetry) {
          complain(error);
          emit('unavailable', 'server-down');
        }
        setTimeout(loadComposer, retryMs, true);
      });
  }

  if (marker?.isOpen) show(true);
  else if (marker?.isPending) loadComposer();
  // A reply may be waiting: its number is to be on the launcher.
  else if ((marker?.talkedAt as number) > Date.now() - weekMs && !isLineDear()) {
    whenIdle(wakeUp);
  }

  // What a page may want besides chat.
  if (
    /storefront-chat=debug/.test(location.search) ||
    tracking ||
    document.querySelector('[data-storefront-chat=form]')
  )
    whenIdle(() => runLater('start'));

  return (name, argument) => {
    if (name === 'open') launcher.setOpen(true);
    else if (name === 'close') launcher.setOpen(false);
    else if (name === 'toggle') button.click();
    else if (name === 'shutdown') {
      stopping.abort();
      host.remove();
      delete window.StorefrontChat;
    } else {
      launcher[name] = 1;
      runLater(name, argument);
    }
  };

  /** A sign-out must not get lost because our server is away for a moment. */
  function runLater(...call: Parameters<RunCall>) {
    loadChunk('calls').then(
      ({ runCall }) => runCall(call, page, () => composer),
      () => setTimeout(runLater, retryMs, ...call),
    );
  }
}

/** The shopper has asked for less traffic, or has a slow line: nothing is fetched on a guess. */
function isLineDear(): boolean | undefined {
  const { connection } = navigator as { connection?: { saveData?: boolean; effectiveType?: string } };
  return connection?.saveData || /2g/.test(connection?.effectiveType as string);
}
