// Tells the chat what the visitor allows, on every page and at every change, and saves them a page load for choosing.
// Without this script the same forms work as forms.
{
  const bar = document.querySelector('.consent');
  const dialog = document.querySelector('.consent-dialog');
  let told;

  // Now, when the page comes back from the browser's memory, and when another tab or an earlier page has changed it:
  // where a browser does not tell that a cookie has changed, as soon as somebody looks at this page again.
  tell();
  for (const name of ['pageshow', 'focus']) addEventListener(name, tell);
  window.cookieStore?.addEventListener('change', tell);
  chat('on', 'forgotten', showReceipt);

  addEventListener('click', (event) => {
    if (!dialog || !event.target.closest('[data-consent-open]')) return;
    event.preventDefault();
    for (const box of dialog.querySelectorAll('[type=checkbox]')) box.checked = allowed()?.includes(box.name) ?? false;
    dialog.showModal();
  });

  addEventListener('submit', async (event) => {
    const form = event.target;
    if (!form.matches('[data-consent-form]') || form.dataset.failed) return;
    event.preventDefault();
    const { action } = form;
    const body = new FormData(form, event.submitter);
    putAway();
    // The answer counts though the visitor has gone on to the next page already.
    const isKept = await fetch(action, { method: 'POST', body, keepalive: true }).then(
      ({ ok }) => ok,
      () => false,
    );
    if (isKept) return tell();
    form.dataset.failed = 'yes';
    form.requestSubmit(event.submitter);
  });

  /** At once: who has answered wants to go on. */
  function putAway() {
    // Gives the focus back to what has opened it.
    dialog?.close();
    const hadFocus = bar?.contains(document.activeElement);
    if (bar) bar.hidden = true;
    if (hadFocus) document.querySelector('main').focus({ preventScroll: true });
  }

  /** The purposes that are allowed; undefined while nobody has said anything. */
  function allowed() {
    return /(?:^|; )hornero_consent=([^;]*)/.exec(document.cookie)?.[1].split('.');
  }

  function tell() {
    const now = allowed();
    if (!now || `${now}` === told) return;
    told = `${now}`;
    bar?.remove();
    const is = (purpose) => now.includes(purpose);
    chat('consent', { preferences: is('preferences'), analytics: is('analytics'), marketing: is('marketing') });
  }

  /** What was allowed is allowed no more, and our chat's server has deleted it. */
  function showReceipt({ receiptId, erasedAt }) {
    const when = new Date(erasedAt).toLocaleTimeString(document.documentElement.lang, { timeStyle: 'short' });
    document.querySelector('.receipt').textContent =
      `What you no longer allow was deleted at ${when}. Receipt ${receiptId}`;
  }

  function chat(...call) {
    window.StorefrontChat ||= { q: [] };
    window.StorefrontChat.q.push(call);
  }
}
