<?php
/**
 * Which page this is, and what stands on those of the shop.
 */

function wc_get_page_id( string $page ): int {
	return (int) get_option( "woocommerce_{$page}_page_id", -1 );
}

function wc_get_page_permalink( string $page ): string {
	return (string) get_permalink( wc_get_page_id( $page ) );
}

function wc_get_cart_url(): string {
	return wc_get_page_permalink( 'cart' );
}

function wc_get_checkout_url(): string {
	return wc_get_page_permalink( 'checkout' );
}

function is_shop(): bool {
	return is_post_type_archive( 'product' );
}

function is_product(): bool {
	return is_singular( 'product' );
}

function is_product_taxonomy(): bool {
	return is_tax( get_object_taxonomies( 'product' ) );
}

function is_product_category( $term = '' ): bool {
	return is_tax( 'product_cat', $term );
}

function is_product_tag( $term = '' ): bool {
	return is_tax( 'product_tag', $term );
}

function is_woocommerce(): bool {
	return is_shop() || is_product_taxonomy() || is_product();
}

function is_cart(): bool {
	return is_page( wc_get_page_id( 'cart' ) );
}

function is_checkout(): bool {
	return is_page( wc_get_page_id( 'checkout' ) );
}

function is_account_page(): bool {
	return is_page( wc_get_page_id( 'myaccount' ) );
}

function is_wc_endpoint_url( $endpoint = false ): bool {
	global $wp;
	return isset( $wp->query_vars[ $endpoint ?: 'order-received' ] );
}

function is_order_received_page(): bool {
	return is_checkout() && is_wc_endpoint_url( 'order-received' );
}

function is_checkout_pay_page(): bool {
	return is_checkout() && is_wc_endpoint_url( 'order-pay' );
}

// No cache keeps these pages, if it heeds what they say.
add_action(
	'template_redirect',
	static function () {
		if ( is_cart() || is_checkout() || is_account_page() ) {
			defined( 'DONOTCACHEPAGE' ) || define( 'DONOTCACHEPAGE', true );
			nocache_headers();
		}
	}
);

// By these scripts know the shop. A script takes the "no" away.
add_filter(
	'body_class',
	static function ( array $classes ) {
		if ( is_woocommerce() || is_cart() || is_checkout() || is_account_page() ) {
			$classes[] = 'woocommerce-page';
		}
		return array_merge( $classes, is_woocommerce() ? array( 'woocommerce' ) : array(), array( 'woocommerce-no-js' ) );
	}
);
add_action(
	'wp_footer',
	static function () {
		echo "<script>document.body.className = document.body.className.replace('woocommerce-no-js', 'woocommerce-js')</script>\n";
	}
);

// Customers never see WordPress's bar.
add_filter( 'show_admin_bar', static fn( $is_shown ) => $is_shown && current_user_can( 'manage_woocommerce' ) );

add_shortcode(
	'woocommerce_cart',
	static fn() => WC()->cart->is_empty() ? '<p>Your cart is empty.</p>' : '<form class="woocommerce-cart-form"></form>' . WC()->cart->get_total()
);

add_shortcode(
	'woocommerce_my_account',
	static fn() => is_user_logged_in() ? '<p>Hello ' . esc_html( wp_get_current_user()->display_name ) . '</p>' : '<p>Please log in.</p>'
);

add_shortcode(
	'woocommerce_checkout',
	static function () {
		ob_start();
		if ( is_order_received_page() ) {
			woocommerce_double_thank();
		} else {
			echo '<form name="checkout" class="checkout woocommerce-checkout"></form>';
		}
		return ob_get_clean();
	}
);

/** Whoever does not have the order's key is thanked without a word about the order, and no hook runs. */
function woocommerce_double_thank(): void {
	global $wp;
	$order = wc_get_order( absint( $wp->query_vars['order-received'] ) );
	$key   = wp_unslash( $_GET['key'] ?? '' );
	if ( ! $order || ! is_string( $key ) || ! $order->key_is_valid( $key ) ) {
		echo '<p class="woocommerce-notice--success">Thank you. Your order has been received.</p>';
		return;
	}
	do_action( 'woocommerce_before_thankyou', $order->get_id() );
	echo '<p class="woocommerce-notice--success">Thank you. Your order number is ' . esc_html( $order->get_order_number() ) . '.</p>';
	do_action( 'woocommerce_thankyou', $order->get_id() );
}
