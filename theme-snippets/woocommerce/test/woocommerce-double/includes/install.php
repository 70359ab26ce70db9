<?php
/**
 * Tables, pages, roles and rights, as they are after WooCommerce has been activated.
 */

function woocommerce_double_install(): void {
	global $wpdb;
	$prefix  = $wpdb->prefix;
	$collate = $wpdb->get_charset_collate();
	// High-performance order storage, the default of new shops: orders are no posts.
	$tables = array(
		"{$prefix}wc_orders"            => 'id bigint unsigned PRIMARY KEY AUTO_INCREMENT, status varchar(20), currency varchar(10), total_amount decimal(26,8), customer_id bigint unsigned, billing_email varchar(320), order_key varchar(100), items longtext',
		"{$prefix}wc_orders_meta"       => 'id bigint unsigned PRIMARY KEY AUTO_INCREMENT, order_id bigint unsigned, meta_key varchar(255), meta_value text',
		"{$prefix}woocommerce_sessions" => 'session_key char(32) PRIMARY KEY, session_value longtext',
	);
	foreach ( $tables as $name => $columns ) {
		$wpdb->query( "CREATE TABLE IF NOT EXISTS $name ($columns) $collate" );
	}

	foreach ( array( 'cart', 'checkout', 'my_account', 'shop' ) as $name ) {
		$option = 'woocommerce_' . strtr( $name, array( '_' => '' ) ) . '_page_id';
		if ( get_option( $option ) ) {
			continue;
		}
		$page = array(
			'post_type'    => 'page',
			'post_status'  => 'publish',
			'post_title'   => ucfirst( strtr( $name, '_', ' ' ) ),
			'post_name'    => strtr( $name, '_', '-' ),
			'post_content' => 'shop' === $name ? '' : "[woocommerce_$name]",
		);
		update_option( $option, wp_insert_post( $page ) );
	}
	add_role( 'customer', 'Customer', array( 'read' => true ) );
	add_role( 'shop_manager', 'Shop manager', array( 'read' => true, 'manage_woocommerce' => true ) );
	get_role( 'administrator' )->add_cap( 'manage_woocommerce' );
}

add_action(
	'init',
	static function () {
		$public = array( 'public' => true, 'has_archive' => 'shop', 'supports' => array( 'title', 'editor' ) );
		register_taxonomy( 'product_cat', 'product', array( 'public' => true, 'rewrite' => array( 'slug' => 'product-category' ) ) );
		register_taxonomy( 'product_type', 'product', array( 'public' => false ) );
		register_post_type( 'product', $public + array( 'labels' => array( 'name' => 'Products' ) ) );
		register_post_type( 'product_variation', array( 'public' => false ) );
		add_rewrite_endpoint( 'order-received', EP_PAGES );
	}
);
