// Stands for our loader: puts the API in place, answers what has been queued, and tells what its tag said.
(() => {
  const { src, nonce, crossOrigin, async, dataset } = document.currentScript;
  const early = window.StorefrontChat;
  if (early && 'storeKey' in early) return;
  const calls = [...(early?.q ?? [])];
  const storeKey = /([^/]+)\.js/.exec(src)[1];
  window.StorefrontChat = { storeKey, calls, tag: { nonce, crossOrigin, async, ...dataset } };
})();
