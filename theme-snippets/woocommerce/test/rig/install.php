<?php
/**
 * Installs WordPress, chooses the theme and activates the shop: `php install.php FOLDER`.
 */

// It would write a mail.
function wp_new_blog_notification() {}

// The database has to be there before WordPress looks for it.
preg_match( "/'DB_HOST', 'localhost:(.*?)'/", file_get_contents( $argv[1] . '/wp-config.php' ), $found );
$mysqli = new mysqli( 'localhost', 'root', '', '', 0, $found[1] );
$mysqli->query( 'CREATE DATABASE wordpress CHARACTER SET utf8mb4' );
$mysqli->close();

define( 'WP_INSTALLING', true );
require __DIR__ . '/load.php';

wp_install( 'Hornero', 'admin', 'admin@shop.example', true, '', 'admin of tests' );
update_option( 'permalink_structure', '/%postname%/' );
switch_theme( 'bare' );
$activated = activate_plugin( 'woocommerce/woocommerce.php' );

rig_answer( is_wp_error( $activated ) ? $activated->get_error_message() : true );
