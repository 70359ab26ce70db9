<?php
/**
 * Plugin Name: WP Consent API (a double), with a banner
 * Description: Once the option `rig_consent` says of which kind the banner is: optin, or optout.
 */

if ( ! get_option( 'rig_consent' ) ) {
	return;
}

$GLOBALS['rig_cookie_info'] = array();

/** What plugins say of the cookies that they set. */
function wp_add_cookie_info( $name, $plugin, $category, $expires, $function, ...$more ) {
	$GLOBALS['rig_cookie_info'][ $name ] = compact( 'plugin', 'category', 'expires', 'function' );
}

function wp_get_cookie_info( $name = false ) {
	return $name ? $GLOBALS['rig_cookie_info'][ $name ] ?? array() : $GLOBALS['rig_cookie_info'];
}

function wp_has_consent( string $category ): bool {
	return 'allow' === ( $_COOKIE[ "wp_consent_$category" ] ?? '' );
}

add_action(
	'wp_enqueue_scripts',
	static function () {
		wp_register_script( 'wp-consent-api', content_url( 'mu-plugins/wp-consent-api.js' ), array(), '2.0.1', false );
		wp_add_inline_script( 'wp-consent-api', 'window.wp_consent_type = ' . wp_json_encode( get_option( 'rig_consent' ) ), 'before' );
		wp_localize_script( 'wp-consent-api', 'consent_api', array( 'consent_type' => '', 'cookie_prefix' => 'wp_consent' ) );
		wp_enqueue_script( 'wp-consent-api' );
	}
);
