<?php
/**
 * Asks the chat server.
 *
 * @package StorefrontChat
 */

declare( strict_types=1 );

namespace StorefrontChat;

defined( 'ABSPATH' ) || exit;

/** The only code of this plugin that contacts a server; nothing about anybody goes there. */
final class Chat_Server {

	/** Of the contract between server and widget: the one that the widget in this plugin knows. */
	private const CONTRACT = 1;

	/** What the widget reads of the settings; the rest is ours to say. */
	private const KNOWN = array( 'name', 'widget', 'chat', 'color', 'position', 'offsetX', 'offsetY', 'size', 'zIndex', 'locale', 'texts', 'hiddenOn', 'hiddenUnder', 'chatwoot', 'tracking' );

	/**
	 * Asks for the store's public settings.
	 *
	 * @return array{problem: string, message: string, settings: array<string, mixed>, calls_itself: string} `problem` is a
	 *         word for code (`unreachable`, `trouble`, `not-ours`, `unknown-key`, `newer`), empty when all is well;
	 *         `message` says it to people. Without a server to ask there is a problem, and nothing to say.
	 */
	public static function settings(): array {
		if ( ! Options::is_connected() ) {
			return self::problem( 'not-connected', '' );
		}
		$response = self::request( 'GET', '/settings' );
		if ( is_wp_error( $response ) ) {
			/* translators: 1: address of the chat server, 2: what the connection said. */
			return self::problem( 'unreachable', sprintf( __( '%1$s cannot be reached from this WordPress: %2$s', 'storefront-chat' ), Options::all()['server'], $response->get_error_message() ) );
		}
		$status = (int) wp_remote_retrieve_response_code( $response );
		$answer = json_decode( wp_remote_retrieve_body( $response ), true );
		$code   = is_array( $answer ) && is_array( $answer['error'] ?? null ) ? (string) ( $answer['error']['code'] ?? '' ) : '';
		if ( 404 === $status && 'store_not_found' === $code ) {
			return self::problem( 'unknown-key', __( 'The chat server knows no store with this key. Compare it, letter by letter, with what the server shows.', 'storefront-chat' ) );
		}
		if ( $status >= 500 || 429 === $status ) {
			/* translators: %d: HTTP status, such as 503. */
			return self::problem( 'trouble', sprintf( __( 'The chat server, or what stands before it, is in trouble: it answered %d. Try again in a minute.', 'storefront-chat' ), $status ) );
		}
		if ( 200 !== $status || ! is_array( $answer ) || Options::all()['store_key'] !== ( $answer['storeKey'] ?? null ) ) {
			/* translators: %d: HTTP status, such as 404. */
			return self::problem( 'not-ours', sprintf( __( 'Something answers at this address, but it is no storefront-chat server (status %d). Is it the address of your Chatwoot, or of your shop?', 'storefront-chat' ), $status ) );
		}
		return self::accept( $answer );
	}

	/**
	 * Whether pages of this shop may talk to the server: it is asked as a browser asks before it sends anything.
	 *
	 * @param string $origin Of the shop's pages, such as `https://shop.example`.
	 */
	public static function allows_origin( string $origin ): bool {
		$headers  = array(
			'Origin'                         => $origin,
			'Access-Control-Request-Method'  => 'POST',
			'Access-Control-Request-Headers' => 'content-type',
		);
		$response = self::request( 'OPTIONS', '/chat-sessions', $headers );
		return ! is_wp_error( $response ) && 403 !== (int) wp_remote_retrieve_response_code( $response );
	}

	/**
	 * Takes from an answer what the widget reads.
	 *
	 * @param array<string, mixed> $answer Of the server.
	 * @return array{problem: string, message: string, settings: array<string, mixed>, calls_itself: string}
	 */
	private static function accept( array $answer ): array {
		$locale = is_string( $answer['locale'] ?? null ) ? $answer['locale'] : '';
		$words  = $answer['texts'][ $locale ]['launcher'] ?? null;
		if ( self::CONTRACT !== ( $answer['contract'] ?? null ) || ! is_string( $words ) ) {
			return self::problem( 'newer', __( 'The chat server is newer than this plugin. Update the plugin; until then the settings that it knows stay in force.', 'storefront-chat' ) );
		}
		return array(
			'problem'      => '',
			'message'      => '',
			'settings'     => array_intersect_key( $answer, array_flip( self::KNOWN ) ),
			'calls_itself' => (string) ( $answer['server'] ?? '' ),
		);
	}

	/**
	 * An answer that is none.
	 *
	 * @param string $problem For code.
	 * @param string $message For people.
	 * @return array{problem: string, message: string, settings: array<string, mixed>, calls_itself: string}
	 */
	private static function problem( string $problem, string $message ): array {
		return array(
			'problem'      => $problem,
			'message'      => $message,
			'settings'     => array(),
			'calls_itself' => '',
		);
	}

	/**
	 * A request about this store.
	 *
	 * @param string                $method  HTTP method.
	 * @param string                $path    Below the store.
	 * @param array<string, string> $headers Besides what WordPress sends.
	 * @return array<string, mixed>|\WP_Error
	 */
	private static function request( string $method, string $path, array $headers = array() ) {
		$options = Options::all();
		add_filter( 'http_allowed_safe_ports', array( self::class, 'allow_port' ) );
		add_filter( 'http_request_host_is_external', array( self::class, 'allow_local' ), 10, 3 );
		$response = wp_safe_remote_request(
			$options['server'] . '/v1/stores/' . rawurlencode( $options['store_key'] ) . $path,
			array(
				'method'              => $method,
				'timeout'             => 5,
				'redirection'         => 0,
				'limit_response_size' => 256 * KB_IN_BYTES,
				'headers'             => $headers + array( 'Accept' => 'application/json' ),
				// WordPress would tell the address of this site.
				'user-agent'          => 'storefront-chat-wordpress/' . VERSION,
			)
		);
		remove_filter( 'http_allowed_safe_ports', array( self::class, 'allow_port' ) );
		remove_filter( 'http_request_host_is_external', array( self::class, 'allow_local' ) );
		return $response;
	}

	/**
	 * WordPress knows three ports; which one the server has is its owner's affair.
	 *
	 * @param int[] $ports That are allowed.
	 * @return int[]
	 */
	public static function allow_port( array $ports ): array {
		return array_merge( $ports, array_filter( array( wp_parse_url( Options::all()['server'], PHP_URL_PORT ) ) ) );
	}

	/**
	 * WordPress refuses addresses inside of its own network, and that is right: browsers could not reach them. Unless the
	 * shop is on this machine, too.
	 *
	 * @param bool   $is_external Whether it may be asked.
	 * @param string $host        Of the address.
	 * @param string $url         The address.
	 */
	public static function allow_local( $is_external, $host, $url ): bool {
		return $is_external || ( Shop_Address::is_local( $url ) && Shop_Address::is_local( home_url() ) );
	}
}
