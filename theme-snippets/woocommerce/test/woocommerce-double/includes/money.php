<?php
/**
 * Money as shops show it: the currency, and with how many decimals.
 */

function get_woocommerce_currency(): string {
	return apply_filters( 'woocommerce_currency', get_option( 'woocommerce_currency', 'EUR' ) );
}

function wc_get_price_decimals(): int {
	return absint( apply_filters( 'wc_get_price_decimals', get_option( 'woocommerce_price_num_decimals', 2 ) ) );
}

/** This shop shows prices as they were entered. */
function wc_get_price_to_display( WC_Product $product, array $args = array() ): float {
	return (float) ( $args['price'] ?? $product->get_price() ) * ( $args['qty'] ?? 1 );
}

function wc_get_price_including_tax( WC_Product $product, array $args = array() ): float {
	return wc_get_price_to_display( $product, $args );
}

/** There are no taxes here. */
function wc_get_price_excluding_tax( WC_Product $product, array $args = array() ): float {
	return wc_get_price_to_display( $product, $args );
}

function wc_format_decimal( $number, $decimals = false ): string {
	return false === $decimals ? (string) $number : number_format( (float) $number, (int) ( $decimals ?: wc_get_price_decimals() ), '.', '' );
}
