<?php
/**
 * The order on the page that thanks for it.
 *
 * @package StorefrontChat
 */

declare( strict_types=1 );

namespace StorefrontChat;

defined( 'ABSPATH' ) || exit;

/** Told once: a page that is loaded again, or sent to a friend, tells it no more. */
final class Order_Told_Once {

	/** On the order, through WC_Order: wherever the shop stores its orders. */
	public const META = '_storefront_chat_told';

	/** The order that this page thanks for. @var array<string, mixed>|null */
	private static $facts = null;

	/** Adds hooks. */
	public static function listen(): void {
		add_action( 'woocommerce_thankyou', array( self::class, 'notice' ) );
	}

	/**
	 * WooCommerce thanks for an order, in the middle of its page; the facts stand at its end.
	 *
	 * @param mixed $order_id Of the order.
	 */
	public static function notice( $order_id ): void {
		$order = Chat_On_Page::is_shown() && Chat_On_Page::tracks() ? wc_get_order( $order_id ) : false;
		if ( ! $order instanceof \WC_Order || ! self::is_theirs( $order ) || $order->has_status( array( 'failed', 'cancelled' ) ) ) {
			return;
		}
		if ( '' !== (string) $order->get_meta( self::META ) ) {
			return;
		}
		try {
			self::$facts = Shop_Items::order( $order );
			$order->update_meta_data( self::META, '1' );
			$order->save_meta_data();
		} catch ( \Throwable $problem ) {
			// Thanking comes first: whatever another plugin has put into the order, its page is shown.
			self::$facts = null;
		}
	}

	/**
	 * The order, if there is one to tell.
	 *
	 * @return array<string, mixed>|null
	 */
	public static function facts(): ?array {
		return self::$facts;
	}

	/**
	 * Whoever has the order's key in the address was sent here by the shop.
	 *
	 * @param \WC_Order $order The order.
	 */
	private static function is_theirs( \WC_Order $order ): bool {
		// phpcs:ignore WordPress.Security.NonceVerification -- The key is the proof; it is compared and goes nowhere.
		$key = isset( $_GET['key'] ) && is_string( $_GET['key'] ) ? sanitize_text_field( wp_unslash( $_GET['key'] ) ) : '';
		return '' !== $key && hash_equals( (string) $order->get_order_key(), $key );
	}
}
