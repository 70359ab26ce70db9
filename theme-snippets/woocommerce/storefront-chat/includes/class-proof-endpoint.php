<?php
/**
 * Where a page asks who is signed in.
 *
 * @package StorefrontChat
 */

declare( strict_types=1 );

namespace StorefrontChat;

defined( 'ABSPATH' ) || exit;

/**
 * On admin-ajax.php, for WordPress counts everybody as signed out in a REST request without a nonce, and a nonce has no
 * place in pages that are cached. It reads, and changes nothing; it answers pages of this very site alone.
 */
final class Proof_Endpoint {

	public const ACTION = 'storefront_chat_proof';

	/** The session of the chat, set by the widget; script-readable. */
	private const CHAT_COOKIE = 'cw_conversation';

	/** Adds hooks. */
	public static function listen(): void {
		add_action( 'wp_ajax_' . self::ACTION, array( self::class, 'answer' ) );
		add_action( 'wp_ajax_nopriv_' . self::ACTION, array( self::class, 'answer' ) );
		add_action( 'wp_logout', array( self::class, 'forget_chat' ) );
	}

	/** The same for everybody, and on whatever host the page is. */
	public static function address(): string {
		return add_query_arg( 'action', self::ACTION, admin_url( 'admin-ajax.php', 'relative' ) );
	}

	/** 200 with a proof, 204: nobody is signed in. */
	public static function answer(): void {
		nocache_headers();
		header( 'Cache-Control: no-store, private, max-age=0' );
		header( 'X-Content-Type-Options: nosniff' );
		// WordPress sends these for admin-ajax.php; a proof is for this site's own pages.
		header_remove( 'Access-Control-Allow-Origin' );
		header_remove( 'Access-Control-Allow-Credentials' );
		$method = sanitize_text_field( wp_unslash( $_SERVER['REQUEST_METHOD'] ?? '' ) );
		if ( 'GET' !== $method ) {
			self::end( 405, 'GET only' );
		}
		if ( ! self::is_own_page() ) {
			self::end( 403, 'for pages of this site only' );
		}
		// phpcs:ignore WordPress.Security.NonceVerification -- Nothing is changed; the challenge binds the answer to whoever asked.
		$challenge = isset( $_GET['challenge'] ) && is_string( $_GET['challenge'] ) ? sanitize_text_field( wp_unslash( $_GET['challenge'] ) ) : '';
		if ( ! preg_match( '/^[\w-]{43}$/D', $challenge ) ) {
			self::end( 400, 'challenge: 43 characters of base64url' );
		}
		$proof = Identity_Proof::of_current_user( $challenge );
		if ( '' === $proof ) {
			status_header( 204 );
			exit;
		}
		// Not by wp_send_json: it ends in code of WordPress that takes `no-store` away again.
		header( 'Content-Type: application/json; charset=utf-8' );
		echo wp_json_encode( array( 'jwt' => $proof ) ); // phpcs:ignore WordPress.Security.EscapeOutput -- JSON, and said to be.
		exit;
	}

	/** Whoever sits down next is not to see the conversation: the widget notices that its cookie is gone. */
	public static function forget_chat(): void {
		if ( headers_sent() ) {
			return;
		}
		$past = time() - YEAR_IN_SECONDS;
		setcookie( self::CHAT_COOKIE, '', $past, '/' );
		if ( COOKIE_DOMAIN ) {
			setcookie( self::CHAT_COOKIE, '', $past, '/', COOKIE_DOMAIN );
		}
	}

	/** Browsers say where a request comes from, and pages cannot change what they say. */
	private static function is_own_page(): bool {
		$site = sanitize_text_field( wp_unslash( $_SERVER['HTTP_SEC_FETCH_SITE'] ?? 'same-origin' ) );
		// A same-origin GET sends none; whatever is sent has to be ours.
		$origin = sanitize_text_field( wp_unslash( $_SERVER['HTTP_ORIGIN'] ?? '' ) );
		return 'same-origin' === $site && ( '' === $origin || Shop_Address::origin( home_url() ) === $origin );
	}

	/**
	 * Ends the request.
	 *
	 * @param int    $status HTTP status.
	 * @param string $words  For whoever looks.
	 * @return never
	 */
	private static function end( int $status, string $words ): void {
		status_header( $status );
		header( 'Content-Type: text/plain; charset=utf-8' );
		echo esc_html( $words );
		exit;
	}
}
