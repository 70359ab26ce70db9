/** Keeps the sheet above an on-screen keyboard: phones lay it over the page, only the visual viewport shrinks. */
export function followKeyboard(frame: HTMLElement): void {
  const viewport = window.visualViewport;
  const fit = () => {
    if (!viewport) return;
    // Pinch zoom shrinks it too, and must not move anything.
    const height = viewport.scale > 1 ? 0 : innerHeight - viewport.height - viewport.offsetTop;
    frame.style.setProperty('--keyboard', `${height}px`);
  };
  viewport?.addEventListener('resize', fit);
  fit();
}
