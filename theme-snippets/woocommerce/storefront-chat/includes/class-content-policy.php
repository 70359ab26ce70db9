<?php
/**
 * Reads a Content-Security-Policy.
 *
 * @package StorefrontChat
 */

declare( strict_types=1 );

namespace StorefrontChat;

defined( 'ABSPATH' ) || exit;

/** One policy, as a browser obeys it; as far as it takes to say whether chat gets through. */
final class Content_Policy {

	/** What a directive falls back to, where the policy does not have it. */
	private const FALLBACKS = array(
		'script-src'  => array( 'script-src', 'default-src' ),
		'connect-src' => array( 'connect-src', 'default-src' ),
		'frame-src'   => array( 'frame-src', 'child-src', 'default-src' ),
	);

	/** Directive -> sources. @var array<string, string[]> */
	private $rules = array();

	/** For `'self'`. @var string */
	private $own_origin;

	/**
	 * Reads a policy. Of a directive that stands there twice the first counts.
	 *
	 * @param string $policy     Value of the header.
	 * @param string $own_origin Of the page.
	 */
	public function __construct( string $policy, string $own_origin ) {
		$this->own_origin = $own_origin;
		foreach ( explode( ';', strtolower( $policy ) ) as $directive ) {
			$words = preg_split( '/\s+/', trim( $directive ), -1, PREG_SPLIT_NO_EMPTY );
			if ( $words ) {
				$this->rules += array( array_shift( $words ) => $words );
			}
		}
	}

	/**
	 * Whether a directive lets an origin through.
	 *
	 * @param string $directive One of FALLBACKS.
	 * @param string $origin    Which.
	 */
	public function allows( string $directive, string $origin ): bool {
		$sources = $this->sources( $directive );
		foreach ( $sources ?? array( '*' ) as $source ) {
			if ( $this->matches( $source, $origin ) ) {
				return true;
			}
		}
		return false;
	}

	/**
	 * Whether a script of an origin may run that stands in the page, or that such a script has loaded.
	 *
	 * @param string $origin    Of the script.
	 * @param bool   $has_nonce Whether our tag has one; that it is the right one is taken for granted.
	 */
	public function allows_script( string $origin, bool $has_nonce ): bool {
		$sources   = $this->sources( 'script-src' ) ?? array();
		$is_nonced = (bool) preg_grep( "/^'nonce-/", $sources );
		if ( in_array( "'strict-dynamic'", $sources, true ) ) {
			// Hosts count for nothing then.
			return $has_nonce && $is_nonced;
		}
		return ( $has_nonce && $is_nonced ) || $this->allows( 'script-src', $origin );
	}

	/**
	 * The sources of a directive, or of what it falls back to; null: anything goes.
	 *
	 * @param string $directive One of FALLBACKS.
	 * @return string[]|null
	 */
	private function sources( string $directive ): ?array {
		foreach ( self::FALLBACKS[ $directive ] as $name ) {
			if ( isset( $this->rules[ $name ] ) ) {
				return $this->rules[ $name ];
			}
		}
		return null;
	}

	/**
	 * Whether a source lets an origin through.
	 *
	 * @param string $source `*`, `'self'`, `https:`, or a host with or without scheme, port and path.
	 * @param string $origin Which.
	 */
	private function matches( string $source, string $origin ): bool {
		if ( "'self'" === $source ) {
			return $origin === $this->own_origin;
		}
		if ( preg_match( '/^[a-z]+:$/', $source ) ) {
			return 0 === strpos( $origin, $source );
		}
		$host    = preg_replace( '~(?<![:/])/.*$~', '', $source );
		$pattern = str_replace( '\*', '[^/]+', preg_quote( $host, '~' ) );
		$scheme  = false === strpos( $source, '://' ) ? 'https?://' : '';
		return 1 === preg_match( '~^' . $scheme . $pattern . '$~', $origin );
	}
}
