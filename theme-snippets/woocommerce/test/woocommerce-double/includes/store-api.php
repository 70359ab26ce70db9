<?php
/**
 * `GET /wp-json/wc/store/v1/cart`: money as text in minor units, names with entities, no word about caching.
 */

add_action(
	'rest_api_init',
	static function () {
		$route = array(
			'methods'             => 'GET',
			'permission_callback' => '__return_true',
			'callback'            => 'woocommerce_double_store_cart',
		);
		register_rest_route( 'wc/store/v1', '/cart', $route );
	}
);

function woocommerce_double_store_cart(): WP_REST_Response {
	$cart     = WC()->cart;
	$currency = array(
		'currency_code'       => get_woocommerce_currency(),
		'currency_minor_unit' => wc_get_price_decimals(),
	);
	$items    = array_map( static fn( $line ) => woocommerce_double_store_line( $line, $currency ), array_values( $cart->get_cart() ) );
	$total    = woocommerce_double_minor( $cart->get_total( 'edit' ) );
	$answer   = array(
		'items'       => $items,
		'coupons'     => array(),
		'items_count' => $cart->get_cart_contents_count(),
		'totals'      => array( 'total_items' => $total, 'total_price' => $total, 'total_shipping' => null ) + $currency,
	);
	$headers  = array(
		'Nonce'     => wp_create_nonce( 'wc_store_api' ),
		'User-ID'   => get_current_user_id(),
		'Cart-Hash' => $cart->get_cart_hash(),
	);
	return new WP_REST_Response( $answer, 200, $headers );
}

function woocommerce_double_store_line( array $line, array $currency ): array {
	$product   = $line['data'];
	$variation = array();
	foreach ( $line['variation'] as $name => $value ) {
		$variation[] = array( 'attribute' => ucfirst( substr( $name, 10 ) ), 'value' => $value );
	}
	return array(
		'key'       => $line['key'],
		'id'        => $product->get_id(),
		'quantity'  => $line['quantity'],
		'name'      => htmlspecialchars( wptexturize( get_post( $line['product_id'] )->post_title ), ENT_NOQUOTES, 'UTF-8', false ),
		'sku'       => $product->get_sku(),
		'permalink' => $product->get_permalink(),
		'variation' => $variation,
		'prices'    => array( 'price' => woocommerce_double_minor( $product->get_price() ) ) + $currency,
		'totals'    => array( 'line_total' => woocommerce_double_minor( $line['line_total'] ) ) + $currency,
	);
}

function woocommerce_double_minor( $amount ): string {
	return (string) round( (float) $amount * 10 ** wc_get_price_decimals() );
}
