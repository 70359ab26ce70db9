<?php
/**
 * Plugin Name: WooCommerce (a double)
 * Description: What of WooCommerce our plugin, the widget and their tests touch, with its names, hooks, cookies and answers. Everything else is missing.
 * Version: 10.5.0
 */

defined( 'ABSPATH' ) || exit;

define( 'WC_VERSION', '10.5.0' );
define( 'WC_PLUGIN_FILE', __FILE__ );

foreach ( array( 'compatibility', 'install', 'money', 'products', 'cart', 'orders', 'pages', 'store-api' ) as $part ) {
	require __DIR__ . "/includes/$part.php";
}

final class WooCommerce {
	/** @var string */
	public $version = WC_VERSION;

	/** @var WC_Cart|null Only where a shopper looks at a page, or asks the Store API. */
	public $cart = null;

	public static function instance(): self {
		static $instance = null;
		if ( ! $instance ) {
			$instance = new self();
		}
		return $instance;
	}
}

function WC(): WooCommerce {
	return WooCommerce::instance();
}
$GLOBALS['woocommerce'] = WC();

register_activation_hook( __FILE__, 'woocommerce_double_install' );

add_action( 'plugins_loaded', static fn() => do_action( 'woocommerce_loaded' ), -1 );
add_action(
	'init',
	static function () {
		do_action( 'before_woocommerce_init' );
		if ( ! is_admin() || wp_doing_ajax() ) {
			WC()->cart = new WC_Cart();
		}
		do_action( 'woocommerce_init' );
	},
	0
);
add_action(
	'admin_menu',
	static fn() => add_menu_page( 'WooCommerce', 'WooCommerce', 'manage_woocommerce', 'woocommerce', '__return_empty_string' ),
	9
);
