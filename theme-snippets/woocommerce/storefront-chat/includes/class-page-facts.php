<?php
/**
 * What a page shows.
 *
 * @package StorefrontChat
 */

declare( strict_types=1 );

namespace StorefrontChat;

defined( 'ABSPATH' ) || exit;

/**
 * For agents who answer, and only once the visitor allows it; the widget sees to that. Pages that caches keep say nothing
 * of the visitor: the cart stands only in those of cart and checkout, which WooCommerce keeps out of caches. Elsewhere
 * the widget reads it from the Store API.
 */
final class Page_Facts {

	/**
	 * The facts; none in a shop that does not track.
	 *
	 * @return array<string, mixed>
	 */
	public static function of_this_page(): array {
		try {
			return Chat_On_Page::tracks() ? self::facts() : array();
		} catch ( \Throwable $problem ) {
			// Products, carts and orders may come from any other plugin, in any shape: the shop's page comes first.
			return array();
		}
	}

	/**
	 * All that this page shows.
	 *
	 * @return array<string, mixed>
	 */
	private static function facts(): array {
		$type  = self::type();
		$facts = array(
			'type'     => $type,
			'locale'   => get_bloginfo( 'language' ),
			'currency' => Plugin::has_shop() ? get_woocommerce_currency() : null,
			'product'  => 'product' === $type ? Shop_Items::product( wc_get_product( get_queried_object_id() ) ) : null,
			'search'   => 'search' === $type ? self::search() : null,
			'cart'     => in_array( $type, array( 'cart', 'checkout' ), true ) ? Shop_Items::cart( WC()->cart ) : null,
			'order'    => 'order' === $type ? Order_Told_Once::facts() : null,
		);
		/**
		 * Filters what a page says of itself. Say nothing here of who looks at it.
		 *
		 * @param array $facts As docs/tracking.md describes them; null is left out.
		 */
		$facts = apply_filters( 'storefront_chat_page_facts', $facts );
		return array_filter( (array) $facts, static fn( $fact ): bool => null !== $fact );
	}

	/** What kind of page it is. */
	private static function type(): string {
		$shop = Plugin::has_shop() ? self::shop_type() : '';
		if ( '' !== $shop ) {
			return $shop;
		}
		if ( is_search() ) {
			return 'search';
		}
		if ( is_front_page() ) {
			return 'home';
		}
		if ( Plugin::has_shop() && ( is_shop() || is_product_taxonomy() ) ) {
			return 'collection';
		}
		return is_singular() || is_home() || is_archive() ? 'content' : 'other';
	}

	/** Pages that only a shop has. The pages that thank for an order, and that ask for its money, are part of the checkout. */
	private static function shop_type(): string {
		if ( is_order_received_page() || is_checkout_pay_page() ) {
			return 'order';
		}
		if ( is_checkout() ) {
			return 'checkout';
		}
		if ( is_cart() ) {
			return 'cart';
		}
		if ( is_account_page() ) {
			return 'account';
		}
		return is_product() ? 'product' : '';
	}

	/**
	 * What was looked for, and how much was found.
	 *
	 * @return array{term: string, results: int}
	 */
	private static function search(): array {
		global $wp_query;
		return array(
			'term'    => get_search_query( false ),
			'results' => (int) $wp_query->found_posts,
		);
	}
}
