// Tells the chat who is signed in, by a proof that the page fetches for itself; and that nobody is any more, however
// the session has ended. The page names nobody, so it might as well be cached.
{
  const note = 'shop:signed-in';
  const isSignedIn = document.currentScript.dataset.signedIn === 'yes';
  window.StorefrontChat ||= { q: [] };
  const { q } = window.StorefrontChat;

  if (isSignedIn) {
    localStorage.setItem(note, 'yes');
    q.push(['identify', prove]);
  } else if (localStorage.getItem(note)) {
    // Kept until the chat has forgotten them: a page that is left before tries again on the next one.
    q.push(['signOut', () => localStorage.removeItem(note)]);
  }

  async function prove(challenge) {
    const answer = await fetch(`/chat-proof?challenge=${challenge}`, { cache: 'no-store' });
    if (!answer.ok) throw new Error('the shop gives no proof');
    return answer.text();
  }
}
