<?php
/**
 * Keeps optimiser plugins off our one file.
 *
 * @package StorefrontChat
 */

declare( strict_types=1 );

namespace StorefrontChat;

defined( 'ABSPATH' ) || exit;

/**
 * Combined, delayed or moved, the loader still works; but it is small, async and last already, and a launcher that waits
 * for the first movement of the mouse is a launcher that is not there when one looks for it.
 */
final class Optimisers {

	/** LiteSpeed Cache, WP Rocket, and Cloudflare's Rocket Loader read these off the tag. */
	public const ATTRIBUTES = 'data-no-optimize="1" data-no-defer="1" data-no-minify="1" data-cfasync="false" nowprocket';

	/** As it stands in the address of the loader. */
	private const PATH = '/storefront-chat/assets/';

	/** Filters that take a list of parts of addresses. */
	private const ADDRESS_LISTS = array(
		// WP Rocket.
		'rocket_exclude_js',
		'rocket_exclude_defer_js',
		'rocket_delay_js_exclusions',
		'rocket_minify_excluded_external_js',
		// LiteSpeed Cache.
		'litespeed_optimize_js_excludes',
		'litespeed_optm_js_defer_exc',
		'litespeed_optm_gm_js_exc',
		// SiteGround Speed Optimizer, by address.
		'sgo_javascript_combine_excluded_external_paths',
		// FlyingPress, WP-Optimize, Perfmatters.
		'flying_press_exclude_from_minify:js',
		'flying_press_exclude_from_defer:js',
		'flying_press_exclude_from_delay:js',
		'wp-optimize-minify-default-exclusions',
		'perfmatters_delay_js_exclusions',
		'perfmatters_defer_js_exclusions',
	);

	/** Filters that take a list of handles. */
	private const HANDLE_LISTS = array(
		// SiteGround Speed Optimizer.
		'sgo_js_minify_exclude',
		'sgo_js_async_exclude',
		'sgo_javascript_combine_exclude',
	);

	/** Adds hooks; those of plugins that are not here are never called. */
	public static function listen(): void {
		foreach ( self::ADDRESS_LISTS as $filter ) {
			add_filter( $filter, array( self::class, 'add_path' ) );
		}
		foreach ( self::HANDLE_LISTS as $filter ) {
			add_filter( $filter, array( self::class, 'add_handle' ) );
		}
		add_filter( 'autoptimize_filter_js_exclude', array( self::class, 'add_to_autoptimize' ) );
		add_filter( 'w3tc_minify_js_do_tag_minification', array( self::class, 'keep_from_w3tc' ), 10, 3 );
	}

	/**
	 * Adds our path to a list.
	 *
	 * @param mixed $paths Of somebody else's filter.
	 * @return mixed
	 */
	public static function add_path( $paths ) {
		return is_array( $paths ) ? array_merge( $paths, array( self::PATH ) ) : $paths;
	}

	/**
	 * Adds our handle to a list.
	 *
	 * @param mixed $handles Of somebody else's filter.
	 * @return mixed
	 */
	public static function add_handle( $handles ) {
		return is_array( $handles ) ? array_merge( $handles, array( Chat_On_Page::HANDLE ) ) : $handles;
	}

	/**
	 * Autoptimize has a text with commas, or a list whose values say what stays allowed.
	 *
	 * @param mixed $excluded Of its filter.
	 * @return mixed
	 */
	public static function add_to_autoptimize( $excluded ) {
		if ( is_array( $excluded ) ) {
			return $excluded + array( self::PATH => '' );
		}
		return is_string( $excluded ) ? ltrim( $excluded . ', ' . self::PATH, ', ' ) : $excluded;
	}

	/**
	 * W3 Total Cache asks about each tag.
	 *
	 * @param mixed $is_minified Whether it would.
	 * @param mixed $tag         The tag.
	 * @param mixed $file        Its file.
	 * @return mixed
	 */
	public static function keep_from_w3tc( $is_minified, $tag = '', $file = '' ) {
		return is_string( $file ) && false !== strpos( '/' . $file, self::PATH ) ? false : $is_minified;
	}
}
