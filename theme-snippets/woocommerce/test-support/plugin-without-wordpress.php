<?php
/**
 * The plugin’s classes with as much of WordPress as the pure ones of them need. Prints what some PHP returns, as JSON.
 *
 * @package StorefrontChat
 */

declare( strict_types=1 );

namespace {
	define( 'ABSPATH', '/' );
	error_reporting( E_ALL );
	set_error_handler(
		static function ( int $level, string $message, string $file, int $line ): bool {
			throw new ErrorException( $message, 0, $level, $file, $line );
		}
	);

	/** @var array<string, mixed> The table of options. */
	$GLOBALS['options'] = array();

	/** What add_settings_error() was told: setting -> code. */
	$GLOBALS['errors'] = array();

	function get_option( $name, $default = false ) {
		return $GLOBALS['options'][ $name ] ?? $default;
	}

	/** As WordPress does: cleaned first, whether it is there or not. */
	function add_option( $name, $value, $deprecated = '', $autoload = 'yes' ) {
		if ( StorefrontChat\Identity_Secret::OPTION === $name ) {
			$value = StorefrontChat\Identity_Secret::sanitize( $value );
		}
		$GLOBALS['options']  += array( $name => $value );
		$GLOBALS['autoload'] = $autoload;
	}

	function update_option( $name, $value, $autoload = null ) {
		$GLOBALS['options'][ $name ] = $value;
	}

	function add_settings_error( $setting, $code, $message ) {
		$GLOBALS['errors'][] = $code;
	}

	function wp_salt( $scheme ) {
		return ( $GLOBALS['salt'] ?? 'salt' ) . $scheme;
	}

	function __( $text ) {
		return $text;
	}

	function wp_parse_url( $url, $component = -1 ) {
		return parse_url( $url, $component );
	}

	function esc_url_raw( $url ) {
		return preg_match( '~^https?://~', $url ) ? str_replace( ' ', '%20', $url ) : '';
	}

	function untrailingslashit( $text ) {
		return rtrim( $text, '/\\' );
	}

	function wp_specialchars_decode( $text ) {
		return htmlspecialchars_decode( $text );
	}

	function get_bloginfo() {
		return 'Tea &amp; co';
	}

	function sanitize_text_field( $text ) {
		return trim( strip_tags( $text ) );
	}
}

namespace StorefrontChat {
	spl_autoload_register(
		static function ( string $name ): void {
			$short = strtolower( str_replace( array( __NAMESPACE__ . '\\', '_' ), array( '', '-' ), $name ) );
			require_once __DIR__ . '/../storefront-chat/includes/class-' . $short . '.php';
		}
	);

	// phpcs:ignore Squiz.PHP.Eval -- Of the tests alone.
	echo json_encode( eval( 'namespace StorefrontChat; ' . $argv[1] ), JSON_THROW_ON_ERROR );
}
