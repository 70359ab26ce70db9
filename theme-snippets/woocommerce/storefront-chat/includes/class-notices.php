<?php
/**
 * What an owner has to be told without asking.
 *
 * @package StorefrontChat
 */

declare( strict_types=1 );

namespace StorefrontChat;

defined( 'ABSPATH' ) || exit;

/** On the dashboard, among the plugins and on our own page; nowhere else. */
final class Notices {

	/** Adds hooks. */
	public static function listen(): void {
		add_action( 'admin_notices', array( self::class, 'show' ) );
	}

	/** Shows what there is to say to somebody who can do something about it. */
	public static function show(): void {
		$screen = get_current_screen();
		$is_due = $screen && preg_match( '/^(dashboard|plugins|.*_page_' . Settings_Page::SLUG . ')$/', $screen->id );
		if ( ! $is_due || ! current_user_can( Settings_Page::capability() ) ) {
			return;
		}
		if ( ! Options::is_connected() ) {
			self::say( 'info', __( 'Storefront Chat is not connected yet: enter the address of your chat server and the store key.', 'storefront-chat' ) );
		} elseif ( 'unreadable' === Identity_Secret::state() ) {
			self::say( 'error', __( 'Storefront Chat cannot open its identity secret, because the salts of this site have changed. Enter the secret again; until then agents do not see who is signed in.', 'storefront-chat' ) );
		}
	}

	/**
	 * Prints a notice with a link to the settings.
	 *
	 * @param string $kind    `info` or `error`.
	 * @param string $message What it says.
	 */
	private static function say( string $kind, string $message ): void {
		printf(
			'<div class="notice notice-%s"><p>%s <a href="%s">%s</a></p></div>',
			esc_attr( $kind ),
			esc_html( $message ),
			esc_url( Settings_Page::address() ),
			esc_html__( 'Settings', 'storefront-chat' )
		);
	}
}
