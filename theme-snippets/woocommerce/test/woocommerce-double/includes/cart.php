<?php
/**
 * The cart: kept by a session whose cookie no script can read, told to scripts by two others.
 */

class WC_Cart {
	/** @var array<string, array<string, mixed>> */
	private $lines = array();

	/** @var string */
	private $session = '';

	public function __construct() {
		global $wpdb;
		$this->session = preg_replace( '/\W/', '', wp_unslash( $_COOKIE[ self::session_cookie() ] ?? '' ) );
		$kept          = $this->session ? $wpdb->get_var( $wpdb->prepare( "SELECT session_value FROM {$wpdb->prefix}woocommerce_sessions WHERE session_key = %s", $this->session ) ) : null;
		foreach ( json_decode( (string) $kept, true ) ?: array() as $key => $line ) {
			$this->lines[ $key ] = self::with_product( $line );
		}
	}

	private static function session_cookie(): string {
		return 'wp_woocommerce_session_' . COOKIEHASH;
	}

	private static function with_product( array $line ): array {
		$product = wc_get_product( $line['variation_id'] ?: $line['product_id'] );
		$total   = (float) $product->get_price() * $line['quantity'];
		return array( 'data' => $product, 'line_total' => $total, 'line_subtotal' => $total, 'line_tax' => 0.0 ) + $line;
	}

	/** @return string key of the line */
	public function add_to_cart( int $product_id, $quantity = 1, int $variation_id = 0, array $variation = array() ): string {
		$key = md5( "$product_id-$variation_id" );
		// A number in the shop's own notation: weighed goods come in parts.
		$quantity            = ( $this->lines[ $key ]['quantity'] ?? 0 ) + $quantity;
		$this->lines[ $key ] = self::with_product( compact( 'key', 'product_id', 'variation_id', 'variation', 'quantity' ) );
		$this->save();
		do_action( 'woocommerce_add_to_cart', $key, $product_id, $quantity, $variation_id, $variation, array() );
		return $key;
	}

	public function empty_cart(): void {
		$this->lines = array();
		$this->save();
	}

	private function save(): void {
		global $wpdb;
		if ( ! $this->session ) {
			$this->session = md5( random_bytes( 16 ) );
			setcookie( self::session_cookie(), $this->session, 0, '/', '', false, true );
		}
		$plain = array_map( static fn( $line ) => array_diff_key( $line, array( 'data' => 1, 'line_total' => 1, 'line_subtotal' => 1, 'line_tax' => 1 ) ), $this->lines );
		$wpdb->replace( "{$wpdb->prefix}woocommerce_sessions", array( 'session_key' => $this->session, 'session_value' => wp_json_encode( $plain ) ) );
		$end = $this->lines ? 0 : time() - HOUR_IN_SECONDS;
		setcookie( 'woocommerce_items_in_cart', '1', $end, '/' );
		setcookie( 'woocommerce_cart_hash', $this->get_cart_hash(), $end, '/' );
		do_action( 'woocommerce_set_cart_cookies', (bool) $this->lines );
	}

	public function get_cart_hash(): string {
		return $this->lines ? md5( wp_json_encode( $this->lines ) . $this->get_total( 'edit' ) ) : '';
	}

	public function get_cart(): array {
		return $this->lines;
	}

	public function is_empty(): bool {
		return ! $this->lines;
	}

	public function get_cart_contents_count() {
		return array_sum( array_column( $this->lines, 'quantity' ) );
	}

	public function display_prices_including_tax(): bool {
		return true;
	}

	/** @param string $context `edit`: a number; `view`: HTML for people */
	public function get_total( string $context = 'view' ) {
		$total = array_sum( array_column( $this->lines, 'line_total' ) );
		return 'view' === $context ? '<span class="woocommerce-Price-amount">' . number_format( $total, 2 ) . '</span>' : $total;
	}
}

add_action(
	'wp_loaded',
	static function () {
		$product = wc_get_product( absint( $_REQUEST['add-to-cart'] ?? 0 ) );
		if ( ! $product || ! WC()->cart ) {
			return;
		}
		$variation_id = absint( $_REQUEST['variation_id'] ?? 0 );
		$variation    = $variation_id ? wc_get_product( $variation_id )->get_attributes() : array();
		$attributes   = array();
		foreach ( $variation as $name => $value ) {
			$attributes[ "attribute_$name" ] = $value;
		}
		WC()->cart->add_to_cart( $product->get_id(), (float) ( $_REQUEST['quantity'] ?? 1 ), $variation_id, $attributes );
	},
	20
);
