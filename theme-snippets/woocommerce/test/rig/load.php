<?php
/**
 * Loads WordPress from the folder that the script was given, as for a request of nobody in particular.
 */

$_SERVER['HTTP_HOST']       = 'localhost';
$_SERVER['SERVER_PROTOCOL'] = 'HTTP/1.1';
$_SERVER['REQUEST_METHOD']  = 'GET';
$_SERVER['REQUEST_URI']     = '/';

/** Between NUL bytes: others may print, too. */
function rig_answer( $answer ): void {
	echo "\0", json_encode( $answer, JSON_THROW_ON_ERROR | JSON_UNESCAPED_SLASHES ), "\0";
}

require $argv[1] . '/wp-load.php';
require_once ABSPATH . 'wp-admin/includes/upgrade.php';
