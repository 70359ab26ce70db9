<?php
/**
 * The store's public settings, as the chat server has them.
 *
 * @package StorefrontChat
 */

declare( strict_types=1 );

namespace StorefrontChat;

defined( 'ABSPATH' ) || exit;

/**
 * Kept in an option and fetched when the owner saves or tests, and hourly by WordPress's own schedule; never while a
 * page is made. The last good answer stays, whatever the server says later.
 */
final class Store_Settings {

	public const OPTION = 'storefront_chat_store';
	public const EVENT  = 'storefront_chat_refresh';

	/** Adds hooks. */
	public static function listen(): void {
		add_action( self::EVENT, array( self::class, 'refresh' ) );
		add_action( 'add_option_' . Options::NAME, array( self::class, 'on_saved' ), 10, 0 );
		add_action( 'update_option_' . Options::NAME, array( self::class, 'on_saved' ), 10, 0 );
		add_action( 'admin_init', array( self::class, 'schedule' ) );
	}

	/** The owner may have named another server or store. */
	public static function on_saved(): void {
		self::schedule();
		$problem = self::refresh()['message'];
		if ( '' !== $problem && function_exists( 'add_settings_error' ) ) {
			add_settings_error( Options::NAME, 'saved', __( 'Settings saved.', 'storefront-chat' ), 'success' );
			add_settings_error( Options::NAME, 'refresh', $problem );
		} elseif ( defined( 'WP_CACHE' ) && WP_CACHE && function_exists( 'add_settings_error' ) ) {
			add_settings_error( Options::NAME, 'saved', __( 'Settings saved. Pages that a cache keeps show the earlier ones until you empty it.', 'storefront-chat' ), 'success' );
		}
	}

	/** Has the settings fetched hourly, once there is a server to ask. A plugin that was updated or copied comes here too. */
	public static function schedule(): void {
		if ( ! Options::is_connected() ) {
			self::unschedule();
		} elseif ( ! wp_next_scheduled( self::EVENT ) ) {
			wp_schedule_event( time() + HOUR_IN_SECONDS, 'hourly', self::EVENT );
		}
	}

	/** Of deactivation, too. */
	public static function unschedule(): void {
		wp_unschedule_hook( self::EVENT );
	}

	/**
	 * Fetches the settings, and keeps them if they are good.
	 *
	 * @return array{problem: string, message: string, settings: array<string, mixed>, calls_itself: string} As Chat_Server::settings() has it.
	 */
	public static function refresh(): array {
		$answer = Chat_Server::settings();
		if ( '' === $answer['problem'] ) {
			$kept = array(
				'of'       => self::origin(),
				'settings' => $answer['settings'],
			);
			update_option( self::OPTION, $kept );
		}
		return $answer;
	}

	/**
	 * What the server said last of this store, or what holds until it has said something.
	 *
	 * @return array<string, mixed>
	 */
	public static function last_known(): array {
		$kept = get_option( self::OPTION );
		if ( is_array( $kept ) && self::origin() === ( $kept['of'] ?? '' ) && is_array( $kept['settings'] ?? null ) ) {
			return $kept['settings'];
		}
		return Default_Settings::all();
	}

	/** Of which store of which server. */
	private static function origin(): string {
		$options = Options::all();
		return $options['server'] . ' ' . $options['store_key'];
	}
}
