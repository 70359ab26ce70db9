<?php
/**
 * A full-page cache set up without care, where WordPress looks for one: what was made for one visitor is given to all,
 * whatever their cookies. It heeds DONOTCACHEPAGE alone, and works while there is a folder wp-content/kept-pages.
 */

$kept_pages = WP_CONTENT_DIR . '/kept-pages';
if ( ! is_dir( $kept_pages ) || 'GET' !== ( $_SERVER['REQUEST_METHOD'] ?? '' ) || ! preg_match( '#^/(product/|$)#', $_SERVER['REQUEST_URI'] ?? '' ) ) {
	return;
}
$kept_page = $kept_pages . '/' . md5( $_SERVER['REQUEST_URI'] ) . '.html';
if ( is_file( $kept_page ) ) {
	header( 'Content-Type: text/html; charset=UTF-8' );
	header( 'X-Cache: HIT' );
	readfile( $kept_page );
	exit;
}
ob_start(
	static function ( $html ) use ( $kept_page ) {
		if ( 200 === http_response_code() && ! defined( 'DONOTCACHEPAGE' ) ) {
			file_put_contents( $kept_page, $html );
		}
		return $html;
	}
);
