/* What the WP Consent API gives to pages. Without an answer yet, opt-in is a no. */
window.wp_has_consent = (category) => {
  const found = document.cookie.match(new RegExp(`(?:^|; )wp_consent_${category}=(\\w+)`));
  if (!window.wp_consent_type) return true;
  return found ? found[1] === 'allow' : window.wp_consent_type === 'optout';
};

window.wp_set_consent = (category, value) => {
  const was = document.cookie;
  document.cookie = `wp_consent_${category}=${value}; path=/; max-age=3600`;
  if (document.cookie === was) return;
  // An array with a name in it, as the real one sends.
  const detail = [];
  detail[category] = value;
  document.dispatchEvent(new CustomEvent('wp_listen_for_consent_change', { detail }));
};
