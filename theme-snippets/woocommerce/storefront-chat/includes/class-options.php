<?php
/**
 * What the shop's owner has set.
 *
 * @package StorefrontChat
 */

declare( strict_types=1 );

namespace StorefrontChat;

defined( 'ABSPATH' ) || exit;

/** Reads and cleans the option `storefront_chat`. The identity secret is not in it: see Identity_Secret. */
final class Options {

	public const NAME = 'storefront_chat';

	public const DEFAULTS = array(
		'server'        => '',
		'store_key'     => '',
		'position'      => '',
		'color'         => '',
		'tracking'      => '',
		'contact_words' => '',
	);

	/**
	 * All options, with defaults for those that were never set.
	 *
	 * @return array{server: string, store_key: string, position: string, color: string, tracking: string, contact_words: string}
	 */
	public static function all(): array {
		$saved = get_option( self::NAME );
		$known = array_intersect_key( is_array( $saved ) ? $saved : array(), self::DEFAULTS );
		return array_map( 'strval', array_merge( self::DEFAULTS, array_filter( $known, 'is_scalar' ) ) );
	}

	/** Whether the owner has said which store of which server this is. Before that we contact nobody. */
	public static function is_connected(): bool {
		$options = self::all();
		return '' !== $options['server'] && '' !== $options['store_key'];
	}

	/**
	 * Cleans what the settings page sent. What is wrong is refused in words, and stays as it was.
	 *
	 * @param mixed $input Of the form, or of code that updates the option.
	 * @return array<string, string>
	 */
	public static function sanitize( $input ): array {
		$input = is_array( $input ) ? array_filter( $input, 'is_scalar' ) : array();
		$given = array_map( 'strval', array_merge( self::DEFAULTS, array_intersect_key( $input, self::DEFAULTS ) ) );
		$saved = self::all();
		return array(
			'server'        => self::server( $given['server'], $saved['server'] ),
			'store_key'     => self::store_key( $given['store_key'], $saved['store_key'] ),
			'position'      => in_array( $given['position'], array( 'left', 'right' ), true ) ? $given['position'] : '',
			'color'         => self::color( $given['color'], $saved['color'] ),
			'tracking'      => '' === $given['tracking'] || '0' === $given['tracking'] ? '' : '1',
			'contact_words' => sanitize_text_field( $given['contact_words'] ),
		);
	}

	/**
	 * An address without a slash at the end. Without a scheme it is https; http goes on this very machine alone, where
	 * developers try things.
	 *
	 * @param string $given What was typed.
	 * @param string $saved What stays when that is no good.
	 */
	private static function server( string $given, string $saved ): string {
		$typed = trim( $given );
		if ( '' === $typed ) {
			return '';
		}
		$address = false === strpos( $typed, '://' ) ? 'https://' . $typed : $typed;
		$server  = untrailingslashit( esc_url_raw( $address, array( 'http', 'https' ) ) );
		if ( self::is_good_server( $server ) ) {
			return $server;
		}
		self::refuse( 'server', __( 'The server address should look like https://chat.example.com: with https, and without anything after the host but a path.', 'storefront-chat' ) );
		return $saved;
	}

	/**
	 * Whether browsers can be sent there.
	 *
	 * @param string $server An address.
	 */
	private static function is_good_server( string $server ): bool {
		$parts = wp_parse_url( $server );
		if ( ! is_array( $parts ) || isset( $parts['user'] ) || isset( $parts['query'] ) || isset( $parts['fragment'] ) ) {
			return false;
		}
		// WordPress lets a space through, as %20.
		if ( ! preg_match( '/^([\w.\x80-\xff-]+|\[::1\])$/D', $parts['host'] ?? '' ) ) {
			return false;
		}
		return 'https' === ( $parts['scheme'] ?? '' ) || Shop_Address::is_local( $server );
	}

	/**
	 * A store key.
	 *
	 * @param string $given What was typed.
	 * @param string $saved What stays when that is no good.
	 */
	private static function store_key( string $given, string $saved ): string {
		$key = trim( $given );
		if ( '' === $key || preg_match( '/^[A-Za-z0-9][A-Za-z0-9_-]{2,59}$/D', $key ) ) {
			return $key;
		}
		self::refuse( 'store_key', __( 'A store key has 3 to 60 letters, digits and hyphens. It is the public key that your chat server shows for this store.', 'storefront-chat' ) );
		return $saved;
	}

	/**
	 * A colour, or none: the store's own.
	 *
	 * @param string $given What was typed.
	 * @param string $saved What stays when that is no good.
	 */
	private static function color( string $given, string $saved ): string {
		$color = strtolower( trim( $given ) );
		if ( '' === $color || preg_match( '/^#[0-9a-f]{6}$/D', $color ) ) {
			return $color;
		}
		self::refuse( 'color', __( 'A colour should look like #1f5eff. Leave it empty for the colour that your chat server has for this store.', 'storefront-chat' ) );
		return $saved;
	}

	/**
	 * Says on the settings page what was wrong. Code that updates the option outside of the admin hears nothing.
	 *
	 * @param string $field   Which one.
	 * @param string $message What is wrong, and what to do.
	 */
	private static function refuse( string $field, string $message ): void {
		if ( function_exists( 'add_settings_error' ) ) {
			add_settings_error( self::NAME, $field, $message );
		}
	}
}
