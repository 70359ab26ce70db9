<?php
/**
 * Plugin Name:          Storefront Chat
 * Description:          Live chat for your shop on your own self-hosted Chatwoot. Costs a page nothing until a shopper wants it, and takes messages even while chat is down.
 * Version:              0.1.0
 * Requires at least:    6.1
 * Requires PHP:         7.4
 * Author:               The storefront-chat authors
 * License:              MIT
 * License URI:          https://opensource.org/license/mit
 * Text Domain:          storefront-chat
 * Domain Path:          /languages
 * Update URI:           false
 * WC requires at least: 7.0
 *
 * @package StorefrontChat
 */

declare( strict_types=1 );

namespace StorefrontChat;

defined( 'ABSPATH' ) || exit;

const VERSION     = '0.1.0';
const PLUGIN_FILE = __FILE__;

/** `StorefrontChat\Page_Facts` is in includes/class-page-facts.php. */
spl_autoload_register(
	static function ( string $name ): void {
		if ( 0 !== strpos( $name, __NAMESPACE__ . '\\' ) ) {
			return;
		}
		$short = substr( $name, strlen( __NAMESPACE__ ) + 1 );
		$file  = __DIR__ . '/includes/class-' . strtolower( str_replace( '_', '-', $short ) ) . '.php';
		if ( is_readable( $file ) ) {
			require $file;
		}
	}
);

Plugin::start();
