<?php
/**
 * The secret that proves to the chat server who is signed in.
 *
 * @package StorefrontChat
 */

declare( strict_types=1 );

namespace StorefrontChat;

defined( 'ABSPATH' ) || exit;

/**
 * In the database it is sealed under a key that is made of the salts in wp-config.php: a copy of the database alone
 * does not give it away. The constant STOREFRONT_CHAT_IDENTITY_SECRET wins. It is never printed back.
 */
final class Identity_Secret {

	public const OPTION   = 'storefront_chat_secret';
	public const CONSTANT = 'STOREFRONT_CHAT_IDENTITY_SECRET';

	private const PREFIX     = 'sealed:';
	private const MIN_LENGTH = 32;

	/** The secret; empty when there is none, or when it cannot be opened. */
	public static function read(): string {
		if ( self::is_constant() ) {
			return (string) constant( self::CONSTANT );
		}
		return self::open( (string) get_option( self::OPTION, '' ) );
	}

	/** Whether wp-config.php has it. */
	public static function is_constant(): bool {
		return defined( self::CONSTANT ) && '' !== (string) constant( self::CONSTANT );
	}

	/**
	 * How things stand.
	 *
	 * @return string `none`, `stored`, `constant`, or `unreadable`: the salts of this site have changed since.
	 */
	public static function state(): string {
		if ( self::is_constant() ) {
			return 'constant';
		}
		$sealed = (string) get_option( self::OPTION, '' );
		if ( '' === $sealed ) {
			return 'none';
		}
		return '' === self::open( $sealed ) ? 'unreadable' : 'stored';
	}

	/**
	 * Stores a secret; an empty one forgets it.
	 *
	 * @param string $secret As `storefront-chat identity rotate` printed it.
	 */
	public static function store( string $secret ): void {
		update_option( self::OPTION, '' === $secret ? '' : self::seal( $secret ), false );
	}

	/**
	 * What the settings page sent, as it is to be stored.
	 *
	 * @param mixed $input `array{new: string, forget: string}` of the form; WordPress also passes what is sealed already.
	 */
	public static function sanitize( $input ): string {
		$saved = (string) get_option( self::OPTION, '' );
		if ( is_string( $input ) ) {
			return '' === $input || '' !== self::open( $input ) ? $input : $saved;
		}
		// Else WordPress would add it among the options that it loads with every page.
		add_option( self::OPTION, '', '', 'no' );
		return is_array( $input ) ? self::from_form( $input, $saved ) : $saved;
	}

	/**
	 * The form has a field for a new secret, always empty at first, and a box to forget the old one.
	 *
	 * @param array<mixed> $form  The fields.
	 * @param string       $saved Sealed.
	 */
	private static function from_form( array $form, string $saved ): string {
		if ( ! empty( $form['forget'] ) ) {
			return '';
		}
		$secret = is_string( $form['new'] ?? null ) ? trim( $form['new'] ) : '';
		if ( '' === $secret ) {
			return $saved;
		}
		if ( strlen( $secret ) < self::MIN_LENGTH || preg_match( '/\s/', $secret ) ) {
			add_settings_error( self::OPTION, 'secret', __( 'That is no identity secret: it is one word of at least 32 characters, as your chat server printed it.', 'storefront-chat' ) );
			return $saved;
		}
		return self::seal( $secret );
	}

	/**
	 * Seals a secret for the database.
	 *
	 * @param string $secret In the clear.
	 */
	private static function seal( string $secret ): string {
		$nonce = random_bytes( SODIUM_CRYPTO_SECRETBOX_NONCEBYTES );
		// phpcs:ignore WordPress.PHP.DiscouragedPHPFunctions.obfuscation_base64_encode -- Bytes in a text column.
		return self::PREFIX . base64_encode( $nonce . sodium_crypto_secretbox( $secret, $nonce, self::key() ) );
	}

	/**
	 * Opens it again; empty when it was sealed by another site, or not at all.
	 *
	 * @param string $sealed Of the database.
	 */
	private static function open( string $sealed ): string {
		if ( 0 !== strpos( $sealed, self::PREFIX ) ) {
			return '';
		}
		// phpcs:ignore WordPress.PHP.DiscouragedPHPFunctions.obfuscation_base64_decode -- Bytes in a text column.
		$bytes = (string) base64_decode( substr( $sealed, strlen( self::PREFIX ) ), true );
		if ( strlen( $bytes ) < SODIUM_CRYPTO_SECRETBOX_NONCEBYTES + SODIUM_CRYPTO_SECRETBOX_MACBYTES ) {
			return '';
		}
		$nonce = substr( $bytes, 0, SODIUM_CRYPTO_SECRETBOX_NONCEBYTES );
		return (string) sodium_crypto_secretbox_open( substr( $bytes, strlen( $nonce ) ), $nonce, self::key() );
	}

	/** 32 bytes of this site's own. */
	private static function key(): string {
		return hash_hmac( 'sha256', 'storefront-chat identity secret', wp_salt( 'secure_auth' ), true );
	}
}
