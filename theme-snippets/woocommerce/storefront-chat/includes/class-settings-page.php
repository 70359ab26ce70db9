<?php
/**
 * The page where an owner sets chat up.
 *
 * @package StorefrontChat
 */

declare( strict_types=1 );

namespace StorefrontChat;

defined( 'ABSPATH' ) || exit;

/** Under WooCommerce, or under Settings where there is no WooCommerce. */
final class Settings_Page {

	public const SLUG  = 'storefront-chat';
	public const GROUP = 'storefront_chat';

	/** Adds hooks. */
	public static function listen(): void {
		add_action( 'admin_menu', array( self::class, 'add_to_menu' ), 60 );
		add_action( 'admin_init', array( self::class, 'register' ) );
		add_filter( 'option_page_capability_' . self::GROUP, array( self::class, 'capability' ) );
		add_filter( 'plugin_action_links_' . plugin_basename( PLUGIN_FILE ), array( self::class, 'add_link' ) );
	}

	/** Who may set chat up. */
	public static function capability(): string {
		return Plugin::has_shop() ? 'manage_woocommerce' : 'manage_options';
	}

	/** Where the page is. */
	public static function address(): string {
		return admin_url( ( Plugin::has_shop() ? 'admin.php' : 'options-general.php' ) . '?page=' . self::SLUG );
	}

	/** Adds the page to the menu. */
	public static function add_to_menu(): void {
		$parent = Plugin::has_shop() ? 'woocommerce' : 'options-general.php';
		$title  = __( 'Storefront Chat', 'storefront-chat' );
		add_submenu_page( $parent, $title, $title, self::capability(), self::SLUG, array( self::class, 'draw' ) );
	}

	/** Tells WordPress what may be saved, and how it is cleaned. */
	public static function register(): void {
		register_setting(
			self::GROUP,
			Options::NAME,
			array(
				'type'              => 'array',
				'sanitize_callback' => array( Options::class, 'sanitize' ),
				'show_in_rest'      => false,
			)
		);
		register_setting(
			self::GROUP,
			Identity_Secret::OPTION,
			array(
				'type'              => 'string',
				'sanitize_callback' => array( Identity_Secret::class, 'sanitize' ),
				'show_in_rest'      => false,
			)
		);
		Settings_Fields::add_all();
	}

	/**
	 * Adds a link to the list of plugins.
	 *
	 * @param array<string, string> $links That are there.
	 * @return array<string, string>
	 */
	public static function add_link( array $links ): array {
		$link = sprintf( '<a href="%s">%s</a>', esc_url( self::address() ), esc_html__( 'Settings', 'storefront-chat' ) );
		return array( 'settings' => $link ) + $links;
	}

	/** Draws the page. */
	public static function draw(): void {
		if ( ! current_user_can( self::capability() ) ) {
			return;
		}
		echo '<div class="wrap"><h1>' . esc_html( get_admin_page_title() ) . '</h1>';
		if ( Plugin::has_shop() ) {
			// Under Settings WordPress shows them itself.
			settings_errors();
		}
		echo '<p>' . esc_html__( 'Live chat on your own Chatwoot, by your own storefront-chat server. Nothing is contacted before you have entered its address.', 'storefront-chat' ) . '</p>';
		echo '<form method="post" action="' . esc_url( admin_url( 'options.php' ) ) . '">';
		settings_fields( self::GROUP );
		do_settings_sections( self::SLUG );
		submit_button();
		echo '</form>';
		Test_Button::draw();
		echo '</div>';
	}
}
