<?php
/**
 * Start-up as one readable list: which part listens to what.
 *
 * @package StorefrontChat
 */

declare( strict_types=1 );

namespace StorefrontChat;

defined( 'ABSPATH' ) || exit;

/** Nothing is done here but adding hooks. */
final class Plugin {

	/** Adds all hooks; called once, as WordPress loads the plugin. */
	public static function start(): void {
		add_action( 'init', array( self::class, 'load_translations' ) );
		add_action( 'before_woocommerce_init', array( self::class, 'declare_compatibility' ) );
		register_deactivation_hook( PLUGIN_FILE, array( Store_Settings::class, 'unschedule' ) );

		Store_Settings::listen();
		Chat_On_Page::listen();
		Order_Told_Once::listen();
		Optimisers::listen();
		Proof_Endpoint::listen();
		Privacy::listen();
		if ( is_admin() ) {
			Settings_Page::listen();
			Test_Button::listen();
			Notices::listen();
		}
	}

	/** Whether WooCommerce is here. */
	public static function has_shop(): bool {
		return class_exists( 'WooCommerce' );
	}

	/** WordPress looks into its own language folder first, then into ours. */
	public static function load_translations(): void {
		load_plugin_textdomain( 'storefront-chat', false, dirname( plugin_basename( PLUGIN_FILE ) ) . '/languages' );
	}

	/** Orders are only touched through WC_Order, and blocks are as good as classic pages to us. */
	public static function declare_compatibility(): void {
		$features = '\Automattic\WooCommerce\Utilities\FeaturesUtil';
		if ( class_exists( $features ) ) {
			$features::declare_compatibility( 'custom_order_tables', PLUGIN_FILE, true );
			$features::declare_compatibility( 'cart_checkout_blocks', PLUGIN_FILE, true );
		}
	}
}
