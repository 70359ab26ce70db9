<?php
/**
 * Live chat by storefront-chat. README.md has the values. Once on a page, before </body>:
 *
 *   echo storefront_chat(['server' => 'https://chat.example.com', 'store_key' => 'YOUR-STORE-KEY', 'page' => $page]);
 */
function storefront_chat(array $values): string
{
    $server = preg_replace('~/$~D', '', (string) ($values['server'] ?? ''));
    $key = rawurlencode((string) ($values['store_key'] ?? ''));
    if (!preg_match('~^https?://~', $server) || $key === '') {
        return "<!-- storefront-chat: server should begin with https://, and store_key should be the key of your store -->\n";
    }
    $nonce = (string) ($values['nonce'] ?? '');
    $proof = (string) ($values['proof'] ?? '');
    // `//elsewhere` and `javascript:` are no addresses of a shop.
    $isProof = preg_match('~^(https?:/)?/[^/\\\\\s]~', $proof) === 1;
    $html = '<script async crossorigin="anonymous" src="' . storefront_chat_escape("$server/w/$key.js") . '"'
        . ($nonce !== '' ? ' nonce="' . storefront_chat_escape($nonce) . '"' : '')
        . ($isProof ? ' data-proof="' . storefront_chat_escape($proof) . '"' : '')
        . "></script>\n";
    if ($proof !== '' && !$isProof) {
        $html .= "<!-- storefront-chat: proof should be an address of this shop: /chat-proof -->\n";
    }
    if (!empty($values['page'])) {
        $html .= '<script type="application/json" data-storefront-chat="page">'
            . storefront_chat_facts((array) $values['page']) . "</script>\n";
    }
    if (($values['contact'] ?? '') !== false) {
        $html .= '<noscript><a href="' . storefront_chat_escape("$server/contact/$key") . '">'
            . storefront_chat_escape((string) ($values['contact'] ?? '') ?: 'Write to us') . "</a></noscript>\n";
    }
    return $html;
}

/** As JSON for a script element, which `</script>` in a name would end. */
function storefront_chat_facts(array $page): string
{
    $facts = storefront_chat_pick($page, ['type', 'locale', 'currency']) + ['type' => 'other'];
    if (!empty($page['product'])) {
        $facts['product'] = storefront_chat_item($page['product']);
    }
    if (!empty($page['cart'])) {
        $facts['cart'] = storefront_chat_pick($page['cart'], ['currency'], ['total', 'itemCount'])
            + storefront_chat_lines($page['cart']);
    }
    if (!empty($page['order'])) {
        $facts['order'] = storefront_chat_pick($page['order'], ['id', 'currency'], ['total'])
            + storefront_chat_lines($page['order']);
    }
    if (!empty($page['search'])) {
        $facts['search'] = (object) storefront_chat_pick($page['search'], ['term'], ['results']);
    }
    return json_encode($facts, JSON_HEX_TAG | JSON_HEX_AMP | JSON_INVALID_UTF8_SUBSTITUTE | JSON_PARTIAL_OUTPUT_ON_ERROR);
}

function storefront_chat_item($item): object
{
    return (object) storefront_chat_pick(
        $item,
        ['id', 'name', 'variant', 'variantId', 'sku', 'currency', 'url'],
        ['price', 'quantity']
    );
}

function storefront_chat_lines($from): array
{
    $lines = ((array) $from)['lines'] ?? [];
    return ['lines' => array_map('storefront_chat_item', array_values((array) $lines))];
}

/** These fields of it and no other: what is text as text, numbers as they are. */
function storefront_chat_pick($from, array $texts, array $numbers = []): array
{
    $found = array_intersect_key((array) $from, array_flip(array_merge($texts, $numbers)));
    $picked = [];
    foreach ($found as $name => $value) {
        if ((is_scalar($value) || $value instanceof Stringable) && $value !== '') {
            $picked[$name] = in_array($name, $numbers, true) ? $value : (string) $value;
        }
    }
    return $picked;
}

function storefront_chat_escape(string $text): string
{
    return htmlspecialchars($text, ENT_QUOTES | ENT_SUBSTITUTE, 'UTF-8');
}
