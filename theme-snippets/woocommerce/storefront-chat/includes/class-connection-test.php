<?php
/**
 * What is wrong, in words.
 *
 * @package StorefrontChat
 */

declare( strict_types=1 );

namespace StorefrontChat;

defined( 'ABSPATH' ) || exit;

/** Looks at everything between a shopper and the chat server that this WordPress can see. */
final class Connection_Test {

	/**
	 * Runs all checks. What needs an answer of the server is left out when there is none.
	 *
	 * @return array<array{check: string, state: string, message: string}> State: `ok`, `warning` or `error`.
	 */
	public static function run(): array {
		if ( ! Options::is_connected() ) {
			return array( self::finding( 'address', 'error', __( 'Enter the address of your chat server and the store key, and save them first.', 'storefront-chat' ) ) );
		}
		$answer = Store_Settings::refresh();
		$server = '' === $answer['problem'] ? self::server( $answer ) : array( self::finding( 'server', 'error', $answer['message'] ) );
		return array_merge( self::address(), $server, self::secret(), Home_Page_Test::run() );
	}

	/**
	 * One thing that was looked at.
	 *
	 * @param string $check   Which.
	 * @param string $state   `ok`, `warning` or `error`.
	 * @param string $message In words.
	 * @return array{check: string, state: string, message: string}
	 */
	public static function finding( string $check, string $state, string $message ): array {
		return array(
			'check'   => $check,
			'state'   => $state,
			'message' => $message,
		);
	}

	/**
	 * Both addresses need https outside of a developer's machine.
	 *
	 * @return array<array{check: string, state: string, message: string}>
	 */
	private static function address(): array {
		$findings = array();
		if ( 0 === strpos( Options::all()['server'], 'http:' ) ) {
			$findings[] = self::finding( 'address', 'warning', __( 'The server address has no https. That works on your own machine and nowhere else.', 'storefront-chat' ) );
		}
		if ( 'https' !== wp_parse_url( home_url(), PHP_URL_SCHEME ) ) {
			$findings[] = self::finding( 'https', 'warning', __( 'This shop is not on https. Outside of your own machine browsers refuse what chat needs there.', 'storefront-chat' ) );
		}
		return $findings;
	}

	/**
	 * What the server's answer says.
	 *
	 * @param array{problem: string, message: string, settings: array<string, mixed>, calls_itself: string} $answer Of the server.
	 * @return array<array{check: string, state: string, message: string}>
	 */
	private static function server( array $answer ): array {
		$settings = $answer['settings'];
		/* translators: %s: name of the store on the chat server. */
		$findings = array( self::finding( 'server', 'ok', sprintf( __( 'The chat server answers, and knows this store as “%s”.', 'storefront-chat' ), (string) ( $settings['name'] ?? '' ) ) ) );
		if ( Options::all()['server'] !== $answer['calls_itself'] ) {
			/* translators: %s: an address. */
			$findings[] = self::finding( 'own-address', 'warning', sprintf( __( 'The server calls itself %s. Enter that address if browsers cannot reach the one above.', 'storefront-chat' ), $answer['calls_itself'] ) );
		}
		if ( empty( $settings['widget'] ) ) {
			$findings[] = self::finding( 'widget', 'error', self::with_key( /* translators: %s: store key. */ __( 'Chat is switched off for this store on the chat server: nothing is drawn. There, run: storefront-chat stores set %s --widget', 'storefront-chat' ) ) );
		} elseif ( empty( $settings['chat'] ) ) {
			$findings[] = self::finding( 'chat', 'warning', self::with_key( /* translators: %s: store key. */ __( 'Live chat is switched off for this store on the chat server: shoppers can leave messages. To switch it on there, run: storefront-chat stores set %s --chat', 'storefront-chat' ) ) );
		}
		if ( '' !== Options::all()['tracking'] && empty( $settings['tracking'] ) ) {
			$findings[] = self::finding( 'tracking', 'warning', self::with_key( /* translators: %s: store key. */ __( 'Agents are to see page and cart, but the chat server does not take them for this store. There, run: storefront-chat stores set %s --tracking', 'storefront-chat' ) ) );
		}
		$findings[] = self::origin();
		return $findings;
	}

	/**
	 * Puts the store key into a line to type.
	 *
	 * @param string $message With `%s` for the key.
	 */
	private static function with_key( string $message ): string {
		return sprintf( $message, Options::all()['store_key'] );
	}

	/**
	 * Whether the server takes what this shop's pages send.
	 *
	 * @return array{check: string, state: string, message: string}
	 */
	private static function origin(): array {
		$origin = Shop_Address::origin( home_url() );
		if ( Chat_Server::allows_origin( $origin ) ) {
			/* translators: %s: origin of the shop, such as https://shop.example. */
			return self::finding( 'origin', 'ok', sprintf( __( 'Pages of %s may chat.', 'storefront-chat' ), $origin ) );
		}
		/* translators: %s: origin of the shop, such as https://shop.example. */
		return self::finding( 'origin', 'error', sprintf( __( 'The chat server refuses what pages of %s send. Add it to the origins of this store there (storefront-chat stores set, --origins).', 'storefront-chat' ), $origin ) );
	}

	/**
	 * Whether there is a secret. Whether it is the right one only a chat can show: a proof that is tried is spent.
	 *
	 * @return array<array{check: string, state: string, message: string}>
	 */
	private static function secret(): array {
		switch ( Identity_Secret::state() ) {
			case 'none':
				return array( self::finding( 'secret', 'warning', __( 'No identity secret: agents do not see who is signed in.', 'storefront-chat' ) ) );
			case 'unreadable':
				return array( self::finding( 'secret', 'error', __( 'The identity secret cannot be opened: the salts in wp-config.php have changed. Enter it again.', 'storefront-chat' ) ) );
			default:
				return array( self::finding( 'secret', 'ok', __( 'An identity secret is stored. To see whether it is the right one, open your shop signed in, with ?storefront-chat=debug behind the address.', 'storefront-chat' ) ) );
		}
	}
}
