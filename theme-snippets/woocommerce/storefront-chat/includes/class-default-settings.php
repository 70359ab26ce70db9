<?php
/**
 * The settings until the chat server has been heard.
 *
 * @package StorefrontChat
 */

declare( strict_types=1 );

namespace StorefrontChat;

defined( 'ABSPATH' ) || exit;

/** As a new store has them. With these the launcher and the box work while the server has never been reached. */
final class Default_Settings {

	/** What stands on the launcher, by language. */
	private const LAUNCHERS = array(
		'ar' => 'تحدث معنا',
		'de' => 'Mit uns chatten',
		'en' => 'Chat with us',
		'es' => 'Chatea con nosotros',
		'fr' => 'Discuter avec nous',
		'it' => 'Chatta con noi',
		'nl' => 'Chat met ons',
		'pl' => 'Porozmawiaj z nami',
		'pt' => 'Ajuda por chat',
	);

	/**
	 * Like an answer of the server.
	 *
	 * @return array<string, mixed>
	 */
	public static function all(): array {
		return array(
			'name'        => wp_specialchars_decode( get_bloginfo( 'name', 'raw' ), ENT_QUOTES ),
			'widget'      => true,
			'chat'        => true,
			'color'       => '#1f5eff',
			'position'    => 'right',
			'offsetX'     => 20,
			'offsetY'     => 20,
			'size'        => 56,
			'zIndex'      => 2147482999,
			'locale'      => 'en',
			'texts'       => self::texts(),
			'hiddenOn'    => '^$',
			'hiddenUnder' => 'dialog[open]',
			'chatwoot'    => null,
		);
	}

	/**
	 * Language -> its words.
	 *
	 * @return array<string, array<string, string>>
	 */
	private static function texts(): array {
		$texts = array();
		foreach ( self::LAUNCHERS as $language => $words ) {
			$texts[ $language ] = array( 'launcher' => $words );
		}
		$texts['ar']['dir'] = 'rtl';
		return $texts;
	}
}
