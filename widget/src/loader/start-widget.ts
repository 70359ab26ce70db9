import { readMarker } from '../browser/marker.ts';
import { uuid } from '../browser/uuid.ts';
import type { Composer } from '../composer/mount.tsx';
import { drawLauncher } from '../launcher/launcher.ts';
import { askForSession, type SessionOutcome } from '../session/ask-for-session.ts';
import { readVisitorToken } from '../session/session-cookie.ts';
import type { WidgetSettings } from '../settings/tag-settings.ts';
import { createChunkLoader } from './chunks.ts';
import { holdText } from './hold-text.ts';
import type { Emit, SetOpen } from './public-api.ts';

const retryMs = 5000;

/** Draws the launcher, and at the press starts everything else: composer, session and bridge side by side. */
export function startWidget(settings: WidgetSettings, script: HTMLScriptElement, emit: Emit): SetOpen {
  const { storeKey } = settings;
  const { nonce } = script;
  const server = new URL(script.src).origin;
  const store = `${server}/v1/stores/${storeKey}`;
  const loadChunk = createChunkLoader(server, settings.assets);
  const marker = readMarker(storeKey);
  const requestId = marker?.requestId ?? uuid();
  const ask = () => askForSession(store, requestId, settings.locale);
  let firstAnswer: Promise<SessionOutcome> | undefined;
  let composer: Composer | undefined;
  let hasFailed = false;

  const launcher = drawLauncher(settings, {
    setOpen: (isOpen) => setOpen(isOpen),
    onIntent() {
      if ((navigator as { connection?: { saveData?: boolean } }).connection?.saveData) return;
      loadChunk('composer').catch(() => {});
      loadChunk('bridge').catch(() => {});
    },
  });
  const { box, button } = launcher;
  const held = holdText(box, storeKey, marker);

  /** Works the box, until the composer hands over to chat. */
  let setOpen: SetOpen = (isOpen) => {
    if (!isOpen && button.ariaExpanded !== 'true') return;
    show(isOpen);
    (isOpen ? box.field : button).focus();
  };

  function show(isOpen: boolean) {
    launcher.show(isOpen);
    emit(isOpen ? 'opened' : 'closed');
    if (composer) return composer.onShown(isOpen);
    held.save(isOpen);
    if (firstAnswer || !isOpen) return;
    firstAnswer = ask();
    loadComposer();
    loadBridge().catch(() => {});
  }

  async function loadComposer() {
    try {
      const { mountComposer } = await loadChunk('composer');
      const handOver = (next: SetOpen) => {
        setOpen = next;
      };
      const given = {
        settings,
        store,
        nonce,
        requestId,
        marker,
        launcher,
        held,
        emit,
        firstAnswer,
        ask,
        setOpen,
        readVisitorToken,
      };
      composer ??= mountComposer({ ...given, loadChunk, handOver });
    } catch (error) {
      if (!hasFailed) {
        console.warn('storefront-chat', error);
        emit('unavailable', 'server-down');
      }
      hasFailed = true;
      setTimeout(loadComposer, retryMs);
    }
  }

  /** What serves the press but not the first letter. A failure is found again, and told, when the composer asks for chat. */
  async function loadBridge() {
    (await loadChunk('bridge')).prepare(launcher, settings, nonce);
  }

  if (marker?.isOpen) show(true);
  else if (marker) loadComposer();
  return (isOpen) => setOpen(isOpen);
}
