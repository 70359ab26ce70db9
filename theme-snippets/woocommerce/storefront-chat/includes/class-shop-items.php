<?php
/**
 * Products, carts and orders in the words of the chat server.
 *
 * @package StorefrontChat
 */

declare( strict_types=1 );

namespace StorefrontChat;

defined( 'ABSPATH' ) || exit;

/**
 * Lines are named as the Store API names them, where the widget reads the cart on other pages: a variation by its own
 * id, and by the name of its product.
 */
final class Shop_Items {

	/** As many lines as the chat server takes. */
	private const MOST_LINES = 100;

	/**
	 * The product of its page.
	 *
	 * @param mixed $product WC_Product, or nothing.
	 * @return array<string, mixed>|null
	 */
	public static function product( $product ): ?array {
		if ( ! $product instanceof \WC_Product ) {
			return null;
		}
		$currency = get_woocommerce_currency();
		return self::without_empty(
			array(
				'id'       => (string) $product->get_id(),
				'name'     => self::text( $product->get_name() ),
				'sku'      => (string) $product->get_sku(),
				'price'    => Money::minor_units( self::shown_price( $product ), $currency ),
				'currency' => $currency,
				'url'      => (string) $product->get_permalink(),
			)
		);
	}

	/**
	 * A cart.
	 *
	 * @param mixed $cart WC_Cart, or nothing.
	 * @return array<string, mixed>|null
	 */
	public static function cart( $cart ): ?array {
		if ( ! $cart instanceof \WC_Cart ) {
			return null;
		}
		$lines = array();
		foreach ( array_slice( $cart->get_cart(), 0, self::MOST_LINES ) as $line ) {
			$lines[] = self::cart_line( $line, $cart->display_prices_including_tax() );
		}
		$currency = get_woocommerce_currency();
		return array(
			'currency'  => $currency,
			'total'     => Money::minor_units( $cart->get_total( 'edit' ), $currency ) ?? 0,
			'itemCount' => self::quantity( $cart->get_cart_contents_count() ),
			'lines'     => array_values( array_filter( $lines ) ),
		);
	}

	/**
	 * An order. Nothing in it says who ordered.
	 *
	 * @param \WC_Order $order The order.
	 * @return array<string, mixed>
	 */
	public static function order( \WC_Order $order ): array {
		$currency = (string) $order->get_currency();
		$lines    = array();
		foreach ( array_slice( $order->get_items(), 0, self::MOST_LINES ) as $item ) {
			$lines[] = self::order_line( $item, $order, $currency );
		}
		return array(
			'id'       => (string) $order->get_order_number(),
			'total'    => Money::minor_units( $order->get_total(), $currency ) ?? 0,
			'currency' => $currency,
			'lines'    => $lines,
		);
	}

	/**
	 * A line of a cart.
	 *
	 * @param array<string, mixed> $line     Of WooCommerce.
	 * @param bool                 $with_tax Whether this shop shows prices so in the cart.
	 * @return array<string, mixed>|null
	 */
	private static function cart_line( array $line, bool $with_tax ): ?array {
		$product = $line['data'] ?? null;
		if ( ! $product instanceof \WC_Product ) {
			return null;
		}
		$price   = $with_tax ? wc_get_price_including_tax( $product ) : wc_get_price_excluding_tax( $product );
		$variant = self::variant( $product, (array) ( $line['variation'] ?? array() ) );
		return self::line( $product, $variant, Money::minor_units( $price, get_woocommerce_currency() ), $line['quantity'] ?? 0 );
	}

	/**
	 * A line of an order. Its product may be gone by now.
	 *
	 * @param mixed     $item     WC_Order_Item_Product.
	 * @param \WC_Order $order    Of which.
	 * @param string    $currency Of the order.
	 * @return array<string, mixed>
	 */
	private static function order_line( $item, \WC_Order $order, string $currency ): array {
		$product = $item->get_product();
		$price   = Money::minor_units( $order->get_item_total( $item, true, false ), $currency );
		if ( $product instanceof \WC_Product ) {
			return self::line( $product, self::variant( $product, array() ), $price, $item->get_quantity() );
		}
		return self::without_empty(
			array(
				'id'       => (string) $item->get_product_id(),
				'name'     => self::text( $item->get_name() ),
				'price'    => $price,
				'quantity' => self::quantity( $item->get_quantity() ),
			)
		);
	}

	/**
	 * A product with its quantity.
	 *
	 * @param \WC_Product $product  Or a variation of one.
	 * @param string      $variant  What was chosen of it.
	 * @param int|null    $price    Of one piece, in minor units.
	 * @param mixed       $quantity Weighed goods come in parts.
	 * @return array<string, mixed>
	 */
	private static function line( \WC_Product $product, string $variant, ?int $price, $quantity ): array {
		$id = (string) $product->get_id();
		return self::without_empty(
			array(
				'id'        => $id,
				'name'      => self::text( $product->get_title() ),
				'variant'   => $variant,
				'variantId' => '' === $variant ? '' : $id,
				'sku'       => (string) $product->get_sku(),
				'price'     => $price,
				'quantity'  => self::quantity( $quantity ),
				'url'       => (string) $product->get_permalink(),
			)
		);
	}

	/**
	 * What was chosen of a variation: `Blue / Large`.
	 *
	 * @param \WC_Product           $product Or a variation of one.
	 * @param array<string, string> $chosen  With the line, where the variation itself is for any of an attribute.
	 */
	private static function variant( \WC_Product $product, array $chosen ): string {
		if ( ! $product->is_type( 'variation' ) ) {
			return '';
		}
		$choices = array();
		foreach ( $product->get_attributes() as $attribute => $value ) {
			$choices[] = '' === (string) $value
				? self::term( (string) $attribute, (string) ( $chosen[ 'attribute_' . $attribute ] ?? '' ) )
				: self::text( $product->get_attribute( (string) $attribute ) );
		}
		return implode( ' / ', array_filter( $choices, 'strlen' ) );
	}

	/**
	 * Name of a choice: of an attribute of the whole shop it is a term, else it is said as it is.
	 *
	 * @param string $attribute Such as `pa_size`.
	 * @param string $value     A slug, or words.
	 */
	private static function term( string $attribute, string $value ): string {
		$term = taxonomy_exists( $attribute ) ? get_term_by( 'slug', $value, $attribute ) : false;
		return self::text( $term instanceof \WP_Term ? $term->name : $value );
	}

	/**
	 * The price as the page shows it; none where it shows a range.
	 *
	 * @param \WC_Product $product Any kind of product.
	 * @return mixed
	 */
	private static function shown_price( \WC_Product $product ) {
		if ( $product instanceof \WC_Product_Variable ) {
			$lowest = $product->get_variation_price( 'min', true );
			return $product->get_variation_price( 'max', true ) === $lowest ? $lowest : null;
		}
		return '' === (string) $product->get_price() ? null : wc_get_price_to_display( $product );
	}

	/**
	 * A name as people read it: themes print it as HTML, so an entity in it is a sign.
	 *
	 * @param mixed $html Of WooCommerce.
	 */
	private static function text( $html ): string {
		return html_entity_decode( (string) $html, ENT_QUOTES | ENT_HTML5, 'UTF-8' );
	}

	/**
	 * Pieces: 2, or 1.5.
	 *
	 * @param mixed $quantity Of WooCommerce.
	 * @return int|float
	 */
	private static function quantity( $quantity ) {
		$number = (float) $quantity;
		return floor( $number ) === $number ? (int) $number : $number;
	}

	/**
	 * Leaves out what there is not.
	 *
	 * @param array<string, mixed> $item Fields.
	 * @return array<string, mixed>
	 */
	private static function without_empty( array $item ): array {
		return array_filter( $item, static fn( $field ): bool => null !== $field && '' !== $field );
	}
}
