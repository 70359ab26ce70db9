<?php
/**
 * Where the shop's pages are.
 *
 * @package StorefrontChat
 */

declare( strict_types=1 );

namespace StorefrontChat;

defined( 'ABSPATH' ) || exit;

/** As browsers write it in `Origin`. */
final class Shop_Address {

	/**
	 * Scheme, host and, where it is not the scheme's own, port.
	 *
	 * @param string $url An address.
	 */
	public static function origin( string $url ): string {
		$parts  = (array) wp_parse_url( $url );
		$scheme = strtolower( (string) ( $parts['scheme'] ?? 'https' ) );
		$port   = $parts['port'] ?? null;
		$usual  = 'https' === $scheme ? 443 : 80;
		$suffix = null === $port || $usual === $port ? '' : ':' . $port;
		return $scheme . '://' . strtolower( (string) ( $parts['host'] ?? '' ) ) . $suffix;
	}

	/**
	 * Whether an address is on this very machine, where developers try things.
	 *
	 * @param string $url An address.
	 */
	public static function is_local( string $url ): bool {
		return in_array( wp_parse_url( $url, PHP_URL_HOST ), array( 'localhost', '127.0.0.1', '[::1]' ), true );
	}
}
