<?php
/**
 * Proves to the chat server who is signed in.
 *
 * @package StorefrontChat
 */

declare( strict_types=1 );

namespace StorefrontChat;

defined( 'ABSPATH' ) || exit;

/** A JWT, HS256 over the identity secret. It names the user by number alone, and counts once, for one tab. */
final class Identity_Proof {

	/** Our server takes five minutes at most; a page uses it at once. */
	private const LIFETIME_SECONDS = 240;

	/**
	 * The proof of whoever is signed in; empty when nobody is, and while the shop has no secret.
	 *
	 * @param string $challenge Of the tab that asks: nobody else can use the proof.
	 */
	public static function of_current_user( string $challenge ): string {
		$user_id = get_current_user_id();
		$secret  = Identity_Secret::read();
		if ( 0 === $user_id || '' === $secret || ! Options::is_connected() ) {
			return '';
		}
		$now = time();
		return self::sign(
			array(
				'sub'       => (string) $user_id,
				'aud'       => Options::all()['store_key'],
				'iat'       => $now,
				'exp'       => $now + self::LIFETIME_SECONDS,
				'jti'       => bin2hex( random_bytes( 16 ) ),
				'challenge' => $challenge,
			),
			$secret
		);
	}

	/**
	 * Writes a JWT.
	 *
	 * @param array<string, string|int> $claims What it says.
	 * @param string                    $secret The key.
	 */
	private static function sign( array $claims, string $secret ): string {
		$signed = self::base64url( '{"alg":"HS256"}' ) . '.' . self::base64url( (string) wp_json_encode( $claims ) );
		return $signed . '.' . self::base64url( hash_hmac( 'sha256', $signed, $secret, true ) );
	}

	/**
	 * As JWTs have it.
	 *
	 * @param string $bytes Any.
	 */
	private static function base64url( string $bytes ): string {
		// phpcs:ignore WordPress.PHP.DiscouragedPHPFunctions.obfuscation_base64_encode -- A JWT is made of it.
		return rtrim( strtr( base64_encode( $bytes ), '+/', '-_' ), '=' );
	}
}
