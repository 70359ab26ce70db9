<?php
/**
 * What plugins say they can be used with, and where orders are kept.
 */

namespace Automattic\WooCommerce\Utilities;

final class FeaturesUtil {
	/** @var array<string, array<string, string[]>> plugin -> compatible or incompatible -> features */
	private static $declared = array();

	public static function declare_compatibility( string $feature, string $plugin_file, bool $is_compatible = true ): bool {
		// The real one complains of every other moment, and does not listen.
		if ( ! doing_action( 'before_woocommerce_init' ) ) {
			_doing_it_wrong( __METHOD__, 'To be called in before_woocommerce_init.', '7.0' );
			return false;
		}
		self::$declared[ plugin_basename( $plugin_file ) ][ $is_compatible ? 'compatible' : 'incompatible' ][] = $feature;
		return true;
	}

	public static function get_compatible_features_for_plugin( string $plugin_name ): array {
		return ( self::$declared[ $plugin_name ] ?? array() ) + array(
			'compatible'   => array(),
			'incompatible' => array(),
		);
	}
}

final class OrderUtil {
	public static function custom_orders_table_usage_is_enabled(): bool {
		return true;
	}
}
