<?php
/**
 * Takes everything away that the plugin has stored, on every site of a network.
 *
 * @package StorefrontChat
 */

declare( strict_types=1 );

namespace StorefrontChat;

defined( 'WP_UNINSTALL_PLUGIN' ) || exit;

/** WordPress does not load the plugin for this, and WooCommerce may be gone by now: so names and tables are said here. */
function uninstall_site(): void {
	delete_option( 'storefront_chat' );
	delete_option( 'storefront_chat_secret' );
	delete_option( 'storefront_chat_store' );
	delete_transient( 'storefront_chat_test' );
	wp_unschedule_hook( 'storefront_chat_refresh' );
	delete_order_notes();
}

/** The mark on orders that were told: in the table of posts, or in that of orders. */
function delete_order_notes(): void {
	global $wpdb;
	$meta_key = '_storefront_chat_told';
	delete_post_meta_by_key( $meta_key );
	$table = $wpdb->prefix . 'wc_orders_meta';
	// phpcs:disable WordPress.DB -- WooCommerce, which knows this table, is perhaps no more.
	if ( $table === $wpdb->get_var( $wpdb->prepare( 'SHOW TABLES LIKE %s', $wpdb->esc_like( $table ) ) ) ) {
		$wpdb->delete( $table, array( 'meta_key' => $meta_key ) );
	}
	// phpcs:enable
}

if ( is_multisite() ) {
	$storefront_chat_sites = get_sites(
		array(
			'fields' => 'ids',
			'number' => 0,
		)
	);
	foreach ( $storefront_chat_sites as $storefront_chat_site ) {
		switch_to_blog( $storefront_chat_site );
		uninstall_site();
		restore_current_blog();
	}
} else {
	uninstall_site();
}
