<?php
/**
 * Amounts as the chat server counts them.
 *
 * @package StorefrontChat
 */

declare( strict_types=1 );

namespace StorefrontChat;

defined( 'ABSPATH' ) || exit;

/** Whole minor units of a currency: 19.99 EUR is 1999. How many decimals the shop shows has nothing to do with it. */
final class Money {

	/** Currencies without cents, as browsers count them (Unicode CLDR). */
	private const NO_DECIMALS = 'AFN ALL BIF CLP COP DJF GNF HUF IDR IQD IRR ISK JPY KMF KPW KRW LAK LBP MGA MMK PKR PYG RWF SLL SOS SYP UGX VND VUV XAF XOF XPF YER';

	/** Currencies of thousandths. */
	private const THREE_DECIMALS = 'BHD JOD KWD LYD OMR TND';

	/**
	 * Minor units of an amount.
	 *
	 * @param mixed  $amount   Whole units, as a number or as text with a point.
	 * @param string $currency Three capitals.
	 * @return int|null None for what is no amount.
	 */
	public static function minor_units( $amount, string $currency ): ?int {
		return is_numeric( $amount ) ? (int) round( (float) $amount * 10 ** self::decimals( $currency ) ) : null;
	}

	/**
	 * How many decimals the currency has.
	 *
	 * @param string $currency Three capitals.
	 */
	private static function decimals( string $currency ): int {
		if ( 3 === strlen( $currency ) && false !== strpos( self::NO_DECIMALS, $currency ) ) {
			return 0;
		}
		return 3 === strlen( $currency ) && false !== strpos( self::THREE_DECIMALS, $currency ) ? 3 : 2;
	}
}
