const firstGestures = ['click', 'touchstart', 'keypress', 'keydown'] as const;

/** Fetches the sound at the first gesture (browsers allow none before it). A refused request means no sound, no more. */
export function prepareAlertSound(baseUrl: string): void {
  window.playAudioAlert = () => {};
  const load = () => {
    for (const gesture of firstGestures) document.removeEventListener(gesture, load);
    void loadSound(`${baseUrl}/audio/widget/ding.mp3`);
  };
  for (const gesture of firstGestures) document.addEventListener(gesture, load);
}

async function loadSound(url: string): Promise<void> {
  try {
    const response = await fetch(url);
    if (!response.ok) return;
    const context = new AudioContext();
    const buffer = await context.decodeAudioData(await response.arrayBuffer());
    window.playAudioAlert = () => {
      const source = context.createBufferSource();
      source.buffer = buffer;
      source.connect(context.destination);
      source.start();
    };
  } catch {
    // A page's CSP or a browser without audio: chat goes on in silence.
  }
}
