{{-- Live chat by storefront-chat. Include it once, before </body>; README.md has the values. --}}
@php
    $base = preg_replace('~/$~D', '', (string) ($server ?? ''));
    $key = rawurlencode((string) ($store_key ?? ''));
    $isKnown = preg_match('~^https?://~', $base) === 1 && $key !== '';
    $proof = (string) ($proof ?? '');
    // `//elsewhere` and `javascript:` are no addresses of a shop.
    $isProof = preg_match('~^(https?:/)?/[^/\\\\\s]~', $proof) === 1;

    // These fields and no other: what is text as text, numbers as they are.
    $pick = function ($from, array $texts, array $numbers = []): array {
        $found = array_intersect_key((array) $from, array_flip(array_merge($texts, $numbers)));
        $picked = [];
        foreach ($found as $name => $value) {
            if ((is_scalar($value) || $value instanceof Stringable) && $value !== '') {
                $picked[$name] = in_array($name, $numbers, true) ? $value : (string) $value;
            }
        }
        return $picked;
    };
    $item = fn ($from) =>
        (object) $pick($from, ['id', 'name', 'variant', 'variantId', 'sku', 'currency', 'url'], ['price', 'quantity']);
    $lines = fn ($from) => ['lines' => array_map($item, array_values((array) (((array) $from)['lines'] ?? [])))];

    // As JSON for a script element, which `</script>` in a name would end.
    $factsOf = function (array $page) use ($pick, $item, $lines): string {
        $facts = $pick($page, ['type', 'locale', 'currency']) + ['type' => 'other'];
        if (!empty($page['product'])) {
            $facts['product'] = $item($page['product']);
        }
        if (!empty($page['cart'])) {
            $facts['cart'] = $pick($page['cart'], ['currency'], ['total', 'itemCount']) + $lines($page['cart']);
        }
        if (!empty($page['order'])) {
            $facts['order'] = $pick($page['order'], ['id', 'currency'], ['total']) + $lines($page['order']);
        }
        if (!empty($page['search'])) {
            $facts['search'] = (object) $pick($page['search'], ['term'], ['results']);
        }
        return json_encode($facts, JSON_HEX_TAG | JSON_HEX_AMP | JSON_INVALID_UTF8_SUBSTITUTE | JSON_PARTIAL_OUTPUT_ON_ERROR);
    };
@endphp
@if ($isKnown)
<script async crossorigin="anonymous" src="{{ $base }}/w/{{ $key }}.js" @if (($nonce ?? '') != '') nonce="{{ $nonce }}" @endif @if ($isProof) data-proof="{{ $proof }}" @endif></script>
@if ($proof !== '' && !$isProof)
<!-- storefront-chat: proof should be an address of this shop: /chat-proof -->
@endif
@if (!empty($page))
<script type="application/json" data-storefront-chat="page">{!! $factsOf((array) $page) !!}</script>
@endif
@if (($contact ?? '') !== false)
<noscript><a href="{{ $base }}/contact/{{ $key }}">{{ ($contact ?? '') ?: 'Write to us' }}</a></noscript>
@endif
@else
<!-- storefront-chat: server should begin with https://, and store_key should be the key of your store -->
@endif
