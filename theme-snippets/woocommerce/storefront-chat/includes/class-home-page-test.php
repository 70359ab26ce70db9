<?php
/**
 * What the shop's home page sends to browsers.
 *
 * @package StorefrontChat
 */

declare( strict_types=1 );

namespace StorefrontChat;

defined( 'ABSPATH' ) || exit;

/** Fetches the home page as a stranger gets it, through whatever caches and optimisers stand before it. */
final class Home_Page_Test {

	private const OUR_TAG = '~<script\b[^>]*/storefront-chat/assets/storefront-chat\.js[^>]*>~i';

	/** How optimisers mark a script that they hold back. */
	private const HELD_BACK = '~type=["\']?(rocketlazyloadscript|litespeed/javascript|text/delayscript|[^"\'> ]*-text/javascript)|\sdata-[\w-]*src=~i';

	/**
	 * Runs the checks.
	 *
	 * @return array<array{check: string, state: string, message: string}>
	 */
	public static function run(): array {
		$response = wp_remote_get(
			home_url( '/' ),
			array(
				'timeout'   => 5,
				'sslverify' => apply_filters( 'https_local_ssl_verify', false ), // phpcs:ignore WordPress.NamingConventions -- Of WordPress.
			)
		);
		if ( is_wp_error( $response ) || 200 !== (int) wp_remote_retrieve_response_code( $response ) ) {
			return array( Connection_Test::finding( 'page', 'warning', __( 'This WordPress cannot fetch its own home page, so that was not looked at. Open the shop and see whether the chat button is there.', 'storefront-chat' ) ) );
		}
		$html = wp_remote_retrieve_body( $response );
		preg_match_all( self::OUR_TAG, $html, $tags );
		// Several headers are several policies, and so are several values of one.
		$headers  = implode( ',', (array) wp_remote_retrieve_header( $response, 'content-security-policy' ) );
		$policies = array_merge( array_filter( explode( ',', $headers ) ), self::policies_in( $html ) );
		return array_merge( array( self::page( $html, $tags[0] ) ), self::policies( $policies, $tags[0] ) );
	}

	/**
	 * Whether our tag and our data are there, and as we print them.
	 *
	 * @param string   $html Of the page.
	 * @param string[] $tags Ours.
	 * @return array{check: string, state: string, message: string}
	 */
	private static function page( string $html, array $tags ): array {
		// Minifiers take quotes away.
		$has_data = (bool) preg_match( '/\sdata-storefront-chat=["\']?settings\b/', $html );
		if ( ! $has_data && ! $tags ) {
			return Connection_Test::finding( 'page', 'error', __( 'Chat is not in your home page. A page cache still serves an older copy: empty it. Or the theme does not call wp_footer().', 'storefront-chat' ) );
		}
		if ( ! $has_data ) {
			return Connection_Test::finding( 'page', 'error', __( 'The settings of chat are missing in your home page: an optimiser plugin has taken the data block away. Have it leave scripts of type application/json alone.', 'storefront-chat' ) );
		}
		if ( ! $tags ) {
			return Connection_Test::finding( 'page', 'warning', __( 'An optimiser plugin has put our script into a file of its own. That works; better exclude storefront-chat/assets there.', 'storefront-chat' ) );
		}
		if ( preg_match( self::HELD_BACK, $tags[0] ) ) {
			return Connection_Test::finding( 'page', 'warning', __( 'An optimiser plugin holds our script back until somebody moves. Exclude storefront-chat/assets from its delay.', 'storefront-chat' ) );
		}
		return Connection_Test::finding( 'page', 'ok', __( 'Your home page carries chat.', 'storefront-chat' ) );
	}

	/**
	 * Policies that stand in the page itself.
	 *
	 * @param string $html Of the page.
	 * @return string[]
	 */
	private static function policies_in( string $html ): array {
		preg_match_all( '~<meta\b[^>]*http-equiv=["\']?content-security-policy["\']?[^>]*\bcontent=(["\'])(.*?)\1~is', $html, $found );
		return array_map( static fn( string $content ): string => html_entity_decode( $content, ENT_QUOTES ), $found[2] );
	}

	/**
	 * Whether all policies of the page let chat work: a browser obeys each of them.
	 *
	 * @param string[] $policies As they are written.
	 * @param string[] $tags     Ours.
	 * @return array<array{check: string, state: string, message: string}> The first thing that is wrong.
	 */
	private static function policies( array $policies, array $tags ): array {
		$shop      = Shop_Address::origin( home_url() );
		$server    = Shop_Address::origin( Options::all()['server'] );
		$known     = Store_Settings::last_known()['chatwoot'] ?? null;
		$chatwoot  = is_array( $known ) ? Shop_Address::origin( (string) ( $known['baseUrl'] ?? '' ) ) : '';
		$has_nonce = (bool) preg_match( '/\snonce=/i', implode( ' ', $tags ) );
		foreach ( $policies as $text ) {
			$policy = new Content_Policy( $text, $shop );
			if ( ! $policy->allows_script( $shop, $has_nonce ) ) {
				return array( Connection_Test::finding( 'csp', 'error', __( 'The Content-Security-Policy of your home page refuses our script, which comes from the shop itself: add \'self\' to script-src, or have the script given the nonce.', 'storefront-chat' ) ) );
			}
			if ( ! $policy->allows( 'connect-src', $server ) ) {
				/* translators: %s: origin of the chat server. */
				return array( Connection_Test::finding( 'csp', 'error', sprintf( __( 'The Content-Security-Policy of your home page refuses requests to the chat server: add %s to connect-src.', 'storefront-chat' ), $server ) ) );
			}
			if ( '' !== $chatwoot && ! ( $policy->allows_script( $chatwoot, $has_nonce ) && $policy->allows( 'frame-src', $chatwoot ) ) ) {
				/* translators: %s: origin of Chatwoot. */
				return array( Connection_Test::finding( 'csp', 'warning', sprintf( __( 'The Content-Security-Policy of your home page keeps live chat away; shoppers can leave messages. For chat add %s to script-src and frame-src.', 'storefront-chat' ), $chatwoot ) ) );
			}
		}
		return array();
	}
}
