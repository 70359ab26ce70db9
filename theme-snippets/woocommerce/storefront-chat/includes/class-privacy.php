<?php
/**
 * What WordPress's privacy tools and the WP Consent API want to know.
 *
 * @package StorefrontChat
 */

declare( strict_types=1 );

namespace StorefrontChat;

defined( 'ABSPATH' ) || exit;

/**
 * This plugin stores nothing about anybody in WordPress, so there is nothing here to export or to erase. What the chat
 * server and Chatwoot have of a person, `storefront-chat erase` deletes there.
 */
final class Privacy {

	/** Adds hooks. */
	public static function listen(): void {
		// Yes: our widget reads the consent that this API keeps.
		add_filter( 'wp_consent_api_registered_' . plugin_basename( PLUGIN_FILE ), '__return_true' );
		add_action( 'init', array( self::class, 'describe_storage' ), 20 );
		add_action( 'admin_init', array( self::class, 'suggest_policy' ) );
	}

	/** What a browser keeps, for the cookie list of a consent plugin. */
	public static function describe_storage(): void {
		if ( ! function_exists( 'wp_add_cookie_info' ) ) {
			return;
		}
		$service = 'Storefront Chat';
		wp_add_cookie_info( 'cw_conversation', $service, 'functional', __( '1 year', 'storefront-chat' ), __( 'Finds the conversation of a visitor who has opened the chat', 'storefront-chat' ) );
		wp_add_cookie_info( 'storefront-chat:*', $service, 'functional', __( 'Until the visitor deletes it', 'storefront-chat' ), __( 'Keeps what a visitor has typed until it is sent, in this browser alone', 'storefront-chat' ) );
		if ( Chat_On_Page::tracks() ) {
			wp_add_cookie_info( 'storefront-chat:*:visitor', $service, 'preferences', __( '13 months', 'storefront-chat' ), __( 'Knows a visitor again, to show agents what they looked at before', 'storefront-chat' ) );
			wp_add_cookie_info( 'storefront-chat:*:events', $service, 'statistics', __( '7 days', 'storefront-chat' ), __( 'Keeps what happened on the pages until it is sent', 'storefront-chat' ) );
		}
	}

	/** Words for the merchant's privacy policy; WordPress shows them in its guide. */
	public static function suggest_policy(): void {
		if ( ! function_exists( 'wp_add_privacy_policy_content' ) ) {
			return;
		}
		$paragraphs = array(
			__( 'We offer live chat. It runs on our own server and our own Chatwoot. Until you open the chat, it stores nothing in your browser and sends nothing about you.', 'storefront-chat' ),
			__( 'When you open it, your messages, the page you write from, your language and your browser’s name are sent to our chat server and to Chatwoot, so that we can answer you; an e-mail address only if you give it. A cookie named cw_conversation finds your conversation again, for up to a year. What you type is kept in your browser until it is sent.', 'storefront-chat' ),
			__( 'If you are signed in, our shop tells the chat server your customer number, so that we know whom we are talking to.', 'storefront-chat' ),
		);
		if ( Chat_On_Page::tracks() ) {
			$paragraphs[] = __( 'If you allow statistics, we see beside the chat which pages and products you look at and what is in your cart. You can take that back at any time; what was stored is then deleted.', 'storefront-chat' );
		}
		wp_add_privacy_policy_content( 'Storefront Chat', wp_kses_post( '<p>' . implode( '</p><p>', $paragraphs ) . '</p>' ) );
	}
}
