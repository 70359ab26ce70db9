// Changes the cart without a new page, and tells the chat what is in it then: the page's own facts are those of before.
// Without this script, or when the shop does not answer it, the same forms work as forms.
{
  /** One after the other, so that each press counts from what the one before has left. */
  let before = Promise.resolve();

  addEventListener('submit', (event) => {
    const form = event.target;
    if (!form.matches('[data-cart-form]') || form.dataset.failed) return;
    event.preventDefault();
    before = before.then(() => send(form, event.submitter));
  });

  async function send(form, button) {
    // Its line may have gone meanwhile.
    if (!form.isConnected) return;
    try {
      const headers = { accept: 'application/json' };
      const answer = await fetch(form.action, { method: 'POST', headers, body: new FormData(form, button) });
      if (!answer.ok) throw new Error(`The cart answered ${answer.status}.`);
      show(await answer.json(), form);
    } catch {
      form.dataset.failed = 'yes';
      form.requestSubmit(button);
    }
  }

  function show(cart, form) {
    window.StorefrontChat ||= { q: [] };
    window.StorefrontChat.q.push(['setContext', { cart: cart.facts }]);
    const count = document.querySelector('[data-cart-count]');
    count.firstChild.data = cart.facts.itemCount;
    count.classList.toggle('header-count-empty', cart.facts.itemCount === 0);
    if (form.matches('.buy')) showAdded();
    else if (cart.lines.length === 0) location.reload();
    else showLines(cart, form);
  }

  function showAdded() {
    document.querySelector('[data-cart-added]').hidden = false;
    say('Added to your cart.');
  }

  function showLines({ lines, ...sums }, form) {
    const changed = form.closest('[data-line]');
    const next = changed.nextElementSibling ?? changed.previousElementSibling;
    for (const line of document.querySelectorAll('[data-line]')) {
      const now = lines.find(({ id }) => id === line.dataset.line);
      if (now) showLine(line, now);
      else line.remove();
    }
    for (const name of ['subtotal', 'shipping', 'total']) fill(document, name, sums[name]);
    fill(document, 'until-free', sums.untilFreeShipping ?? '');
    document.querySelector('[data-cart-until-free-line]').hidden = !sums.untilFreeShipping;
    document.querySelector('[data-cart-free]').hidden = !!sums.untilFreeShipping;
    if (!changed.isConnected) next.querySelector('button').focus();
    say(`${sums.total} in total.`);
  }

  function showLine(line, { quantity, each, total }) {
    const [less, more] = line.querySelectorAll('.stepper button');
    less.value = quantity - 1;
    more.value = quantity + 1;
    more.disabled = quantity >= Number(more.dataset.most);
    fill(line, 'quantity', quantity);
    fill(line, 'line-total', total);
    fill(line, 'each', quantity > 1 ? ` · ${each} each` : '');
  }

  function fill(place, name, text) {
    place.querySelector(`[data-cart-${name}]`).textContent = text;
  }

  /** To whoever hears the page. */
  function say(words) {
    document.querySelector('[data-cart-status]').textContent = words;
  }
}
