<?php
/**
 * The button that says what is wrong.
 *
 * @package StorefrontChat
 */

declare( strict_types=1 );

namespace StorefrontChat;

defined( 'ABSPATH' ) || exit;

/** Tests what is saved, and shows what it has found on the page that the button is on. */
final class Test_Button {

	public const ACTION    = 'storefront_chat_test';
	public const TRANSIENT = 'storefront_chat_test';

	/** Adds hooks. */
	public static function listen(): void {
		add_action( 'admin_post_' . self::ACTION, array( self::class, 'run' ) );
		// What was found was found with other settings.
		add_action( 'update_option_' . Options::NAME, array( self::class, 'forget' ), 10, 0 );
		add_action( 'update_option_' . Identity_Secret::OPTION, array( self::class, 'forget' ), 10, 0 );
	}

	/** The test takes some seconds; what it found is kept for ten minutes. */
	public static function run(): void {
		if ( ! current_user_can( Settings_Page::capability() ) ) {
			wp_die( esc_html__( 'You may not set up chat here.', 'storefront-chat' ), '', array( 'response' => 403 ) );
		}
		check_admin_referer( self::ACTION );
		set_transient( self::TRANSIENT, Connection_Test::run(), 10 * MINUTE_IN_SECONDS );
		wp_safe_redirect( Settings_Page::address() . '#storefront-chat-test' );
		exit;
	}

	/** Forgets what the last test found. */
	public static function forget(): void {
		delete_transient( self::TRANSIENT );
	}

	/** The button, and what the last test found. */
	public static function draw(): void {
		echo '<h2 id="storefront-chat-test">' . esc_html__( 'Does it work?', 'storefront-chat' ) . '</h2>';
		$findings = get_transient( self::TRANSIENT );
		if ( is_array( $findings ) ) {
			self::draw_findings( $findings );
		}
		echo '<form method="post" action="' . esc_url( admin_url( 'admin-post.php' ) ) . '">';
		echo '<input type="hidden" name="action" value="' . esc_attr( self::ACTION ) . '">';
		wp_nonce_field( self::ACTION );
		submit_button( __( 'Test the connection', 'storefront-chat' ), 'secondary', 'submit', true, array( 'id' => 'storefront-chat-test-button' ) );
		echo '<p class="description">' . esc_html__( 'Tests what is saved: the server, this store, and what your home page sends to browsers. Nothing is changed by it.', 'storefront-chat' ) . '</p>';
		echo '</form>';
	}

	/**
	 * What a test found.
	 *
	 * @param array<array{check: string, state: string, message: string}> $findings Of the test.
	 */
	private static function draw_findings( array $findings ): void {
		$icons = array(
			'ok'      => array( 'yes-alt', '#00761b', __( 'Good:', 'storefront-chat' ) ),
			'warning' => array( 'warning', '#996800', __( 'Look at this:', 'storefront-chat' ) ),
			'error'   => array( 'dismiss', '#b32d2e', __( 'Wrong:', 'storefront-chat' ) ),
		);
		echo '<ul class="storefront-chat-test">';
		foreach ( $findings as $finding ) {
			list( $icon, $color, $word ) = $icons[ $finding['state'] ] ?? $icons['warning'];
			printf(
				'<li data-check="%s" data-state="%s"><span class="dashicons dashicons-%s" style="color:%s" aria-hidden="true"></span> <span class="screen-reader-text">%s</span> %s</li>',
				esc_attr( $finding['check'] ),
				esc_attr( $finding['state'] ),
				esc_attr( $icon ),
				esc_attr( $color ),
				esc_html( $word ),
				esc_html( $finding['message'] )
			);
		}
		echo '</ul>';
	}
}
