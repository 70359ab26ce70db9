<?php
/**
 * Puts chat on the shop's pages.
 *
 * @package StorefrontChat
 */

declare( strict_types=1 );

namespace StorefrontChat;

defined( 'ABSPATH' ) || exit;

/**
 * Prints the settings as data, a link for browsers without scripts, and the loader. A page cache may keep all of it and
 * show it to anybody: nothing here depends on who is signed in.
 */
final class Chat_On_Page {

	public const HANDLE = 'storefront-chat';

	/** Adds hooks. */
	public static function listen(): void {
		add_action( 'wp_enqueue_scripts', array( self::class, 'enqueue' ) );
		// Before the scripts of the footer, which are printed at 20.
		add_action( 'wp_footer', array( self::class, 'print_data' ), 15 );
		add_filter( 'script_loader_tag', array( self::class, 'mark_tag' ), 10, 2 );
	}

	/** Whether this page gets chat. */
	public static function is_shown(): bool {
		$is_amp = function_exists( 'amp_is_request' ) && amp_is_request();
		/**
		 * Filters whether a page gets chat.
		 *
		 * @param bool $is_shown True once a server and a store key are set.
		 */
		return (bool) apply_filters( 'storefront_chat_is_shown', Options::is_connected() && ! $is_amp );
	}

	/** WordPress 6.3 knows the strategy; to earlier ones all of the array says "in the footer". */
	public static function enqueue(): void {
		if ( self::is_shown() ) {
			$where = array(
				'strategy'  => 'async',
				'in_footer' => true,
			);
			wp_enqueue_script( self::HANDLE, self::asset( 'storefront-chat' ), array(), VERSION, $where );
		}
	}

	/** What the loader reads. */
	public static function print_data(): void {
		if ( ! self::is_shown() ) {
			return;
		}
		self::print_block( self::settings(), self::settings_attributes() );
		$facts = Page_Facts::of_this_page();
		if ( $facts ) {
			self::print_block( $facts, array( 'data-storefront-chat' => 'page' ) );
		}
		self::print_contact_link();
	}

	/**
	 * Adds `async` where WordPress does not, and what well-known optimisers take for "leave this alone".
	 *
	 * @param string $tag    Of a script.
	 * @param string $handle Which.
	 */
	public static function mark_tag( $tag, $handle ): string {
		if ( self::HANDLE !== $handle ) {
			return (string) $tag;
		}
		$marks = Optimisers::ATTRIBUTES;
		if ( ! preg_match( '/\sasync\b/', (string) $tag ) ) {
			$marks .= ' async';
		}
		return (string) preg_replace( '/<script\b(?=[^>]*\ssrc=)/', '<script ' . $marks, (string) $tag, 1 );
	}

	/**
	 * Address of a file of the widget.
	 *
	 * @param string $name Without its ending.
	 */
	public static function asset( string $name ): string {
		return plugins_url( 'assets/' . $name . '.js', PLUGIN_FILE );
	}

	/**
	 * The store's settings with what the owner has set here.
	 *
	 * @return array<string, mixed>
	 */
	private static function settings(): array {
		$options  = Options::all();
		$settings = Store_Settings::last_known();
		if ( ! self::tracks() ) {
			unset( $settings['tracking'] );
		}
		$ours = array(
			'server'   => $options['server'],
			'storeKey' => $options['store_key'],
			'assets'   => self::asset( '*' ) . '?ver=' . VERSION,
		);
		return $ours + $settings;
	}

	/** Whether pages tell what happens on them: the owner says so both here and on the server. */
	public static function tracks(): bool {
		return '' !== Options::all()['tracking'] && ! empty( Store_Settings::last_known()['tracking'] );
	}

	/**
	 * What a script tag of ours would carry.
	 *
	 * @return array<string, string>
	 */
	private static function settings_attributes(): array {
		$options    = Options::all();
		$attributes = array(
			'data-storefront-chat' => 'settings',
			'data-proof'           => Proof_Endpoint::address(),
			'data-position'        => $options['position'],
			'data-color'           => $options['color'],
		);
		return array_filter( $attributes, 'strlen' );
	}

	/**
	 * A block of data. No browser runs it; a plugin that gives scripts a nonce gives it one, which the loader passes on.
	 *
	 * @param array<string, mixed>  $data       What it says.
	 * @param array<string, string> $attributes Of the element.
	 */
	private static function print_block( array $data, array $attributes ): void {
		$json = wp_json_encode( $data, JSON_HEX_TAG | JSON_HEX_AMP | JSON_HEX_APOS | JSON_HEX_QUOT | JSON_UNESCAPED_SLASHES );
		if ( false === $json ) {
			return;
		}
		// phpcs:ignore WordPress.Security.EscapeOutput -- JSON with `<`, `>`, `&` and quotes as \u…; WordPress escapes the attributes.
		echo wp_get_inline_script_tag( $json, array( 'type' => 'application/json' ) + $attributes );
	}

	/** For browsers without scripts. */
	private static function print_contact_link(): void {
		$options = Options::all();
		$words   = '' === $options['contact_words'] ? __( 'Write to us', 'storefront-chat' ) : $options['contact_words'];
		$address = $options['server'] . '/contact/' . rawurlencode( $options['store_key'] );
		printf( '<noscript><a href="%s">%s</a></noscript>' . "\n", esc_url( $address ), esc_html( $words ) );
	}
}
