/**
 * One type scale (15, 17, 19, 28 px), one spacing scale (4 px), one radius, as in the box on a shop's page.
 * `--accent` and `--on-accent` come from the store.
 */
export const styles = `
:root {
  color-scheme: light dark;
  --page: #f2f3f5;
  --surface: #fff;
  --text: #17191f;
  --muted: #59606d;
  --line: #878e9b;
  --bad: #b3261e;
  --bad-tint: #fdf0ee;
  --shade: 0 1px 2px #0001, 0 12px 40px #0f172a1f;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #111216;
    --surface: #1b1d23;
    --text: #f2f3f5;
    --muted: #adb3bf;
    --line: #7d8492;
    --bad: #ffb4ab;
    --bad-tint: #3a2220;
    --shade: 0 0 0 1px #2b2e36;
  }
}
* { box-sizing: border-box; margin: 0 }
html { -webkit-text-size-adjust: 100% }
body {
  background: var(--page);
  color: var(--text);
  font: 17px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif;
  overflow-wrap: anywhere;
}
a { color: inherit; text-underline-offset: 3px }
:focus-visible { outline: 3px solid var(--text); outline-offset: 2px }
.column { width: 100%; max-width: 640px; margin-inline: auto }
.shop { padding: max(20px, env(safe-area-inset-top)) 20px 116px; background: var(--accent); color: var(--on-accent) }
.shop .column { display: flex; align-items: center; justify-content: space-between; gap: 4px 20px; flex-wrap: wrap; min-height: 44px }
.shop b { font-size: 19px; line-height: 1.3 }
.shop a { font-size: 15px; padding-block: 10px }
.shop :focus-visible { outline-color: currentColor }
main {
  margin-top: -96px;
  padding: 0 max(12px, env(safe-area-inset-right)) max(48px, env(safe-area-inset-bottom)) max(12px, env(safe-area-inset-left));
}
.card { padding: 28px 20px 32px; border-radius: 16px; background: var(--surface); box-shadow: var(--shade) }
h1 { font-size: 28px; line-height: 1.2; letter-spacing: -.01em; text-wrap: balance }
.lead { margin-top: 8px; color: var(--muted) }
form { display: flex; flex-wrap: wrap; gap: 24px 20px; margin-top: 28px }
form > * { flex: 1 1 100% }
.field { display: grid; gap: 6px; align-content: start }
.short { flex-basis: 240px }
label { font-weight: 600 }
.optional, .hint { color: var(--muted); font-size: 15px; font-weight: 400 }
input:not([type=checkbox]), textarea, select {
  width: 100%;
  min-height: 52px;
  padding: 12px 16px;
  border: 1px solid var(--line);
  border-radius: 12px;
  background: var(--surface);
  color: inherit;
  font: inherit;
  appearance: none;
}
textarea { display: block; min-height: 124px; max-height: 60vh; resize: vertical; field-sizing: content }
textarea.words { min-height: 172px }
.field :is(input, textarea, select):focus-visible { border-color: var(--text); outline-width: 2px; outline-offset: -1px }
.select { position: relative }
.select::after {
  position: absolute;
  inset-block: 0;
  inset-inline-end: 20px;
  width: 8px;
  height: 8px;
  margin: auto 0;
  border: solid;
  border-width: 0 2px 2px 0;
  translate: 0 -3px;
  rotate: 45deg;
  pointer-events: none;
  content: "";
}
.select select { padding-inline-end: 44px; text-overflow: ellipsis }
.wrong { display: flex; gap: 8px; color: var(--bad); font-size: 15px; font-weight: 600 }
.wrong::before { flex: none; content: "!"; width: 20px; height: 20px; margin-top: 1px; border: 2px solid; border-radius: 50%; font: 700 13px/17px system-ui; text-align: center }
[aria-invalid=true] { border-color: var(--bad) !important; box-shadow: inset 0 0 0 1px var(--bad) }
.note { margin-top: 24px; padding: 16px; border-inline-start: 4px solid var(--bad); border-radius: 4px 12px 12px 4px; background: var(--bad-tint) }
[dir=rtl] .note { border-radius: 12px 4px 4px 12px }
.note ul { margin-top: 4px; padding-inline-start: 20px }
.tick { display: grid; grid-template-columns: 24px 1fr; gap: 6px 12px; align-items: start }
.tick label { padding-block: 2px; font-weight: 400 }
.tick input { width: 24px; height: 24px; margin-top: 2px; accent-color: var(--text) }
.tick input[aria-invalid=true] { outline: 2px solid var(--bad); outline-offset: 1px; box-shadow: none }
.tick .wrong { grid-column: 1 / -1 }
button, .button {
  display: block;
  width: 100%;
  min-height: 56px;
  padding: 14px 32px;
  border: 0;
  border-radius: 12px;
  background: var(--accent);
  color: var(--on-accent);
  font: 600 17px/26px system-ui, -apple-system, "Segoe UI", Roboto, sans-serif;
  text-align: center;
  text-decoration: none;
  cursor: pointer;
}
button:hover, .button:hover { background: color-mix(in srgb, var(--accent) 88%, var(--on-accent)) }
button:active { translate: 0 1px }
.privacy { color: var(--muted); font-size: 15px }
.trap { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%) }
.done { text-align: center }
.done svg { display: block; width: 64px; margin: 8px auto 20px; fill: none; stroke: currentColor; stroke-width: 2; stroke-linecap: round; stroke-linejoin: round }
.reference { margin: 28px 0; padding: 20px; border: 1px dashed var(--line); border-radius: 12px }
.reference strong { display: block; font: 600 28px/1.3 ui-monospace, "SF Mono", Menlo, Consolas, monospace; letter-spacing: .06em }
@media (min-width: 640px) {
  .shop { padding-top: 32px; padding-bottom: 132px }
  .card { padding: 44px 48px 48px }
  h1 { font-size: 34px }
  button { width: auto; min-width: 200px }
  .done .button { display: inline-block; width: auto }
}
@media (forced-colors: active) { .card, button, .button { border: 1px solid } }
@media print { .shop { background: none; color: inherit; padding-bottom: 100px } .card { box-shadow: none } }
`;
