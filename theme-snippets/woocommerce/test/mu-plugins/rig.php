<?php
/**
 * Plugin Name: What the rig needs of every request
 */

// There is nobody to mail to.
add_filter( 'pre_wp_mail', '__return_true' );

// To WordPress an address of this machine is one that nobody outside could mean; here it is our server's.
add_filter( 'http_request_host_is_external', '__return_true' );

// Whom WordPress asks, and for which of its own pages.
add_action(
	'http_api_debug',
	static function ( $response, $context, $class, $arguments, $url ) {
		$page = 'cli' === PHP_SAPI ? '-' : $_SERVER['REQUEST_URI'];
		file_put_contents( WP_CONTENT_DIR . '/asked.log', "$page $url\n", FILE_APPEND | LOCK_EX );
	},
	10,
	5
);

// A security plugin's policy, if there is to be one.
add_action(
	'template_redirect',
	static function () {
		$policy = get_option( 'rig_policy' );
		if ( $policy ) {
			header( "Content-Security-Policy: $policy" );
		}
	}
);
