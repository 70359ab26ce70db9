<?php
/**
 * The fields of the settings page.
 *
 * @package StorefrontChat
 */

declare( strict_types=1 );

namespace StorefrontChat;

defined( 'ABSPATH' ) || exit;

/** Three sections: where chat comes from, how it looks, who is signed in. */
final class Settings_Fields {

	/** Tells WordPress of all sections and fields. */
	public static function add_all(): void {
		add_settings_section( 'connection', esc_html__( 'Your chat server', 'storefront-chat' ), '__return_null', Settings_Page::SLUG );
		self::add( 'server', esc_html__( 'Server address', 'storefront-chat' ), 'connection' );
		self::add( 'store_key', esc_html__( 'Store key', 'storefront-chat' ), 'connection' );
		self::add( 'secret', esc_html__( 'Identity secret', 'storefront-chat' ), 'connection' );

		add_settings_section( 'look', esc_html__( 'In your shop', 'storefront-chat' ), '__return_null', Settings_Page::SLUG );
		self::add( 'position', esc_html__( 'Position', 'storefront-chat' ), 'look' );
		self::add( 'color', esc_html__( 'Colour', 'storefront-chat' ), 'look' );
		self::add( 'contact_words', esc_html__( 'Contact link', 'storefront-chat' ), 'look' );

		add_settings_section( 'privacy', esc_html__( 'Privacy', 'storefront-chat' ), array( self::class, 'draw_privacy_note' ), Settings_Page::SLUG );
		self::add( 'tracking', esc_html__( 'Page, product and cart', 'storefront-chat' ), 'privacy' );
	}

	/** Where the server is. */
	public static function draw_server(): void {
		self::draw_input( 'server', 'https://chat.example.com', __( 'Where your storefront-chat server runs.', 'storefront-chat' ) );
	}

	/** Which store. */
	public static function draw_store_key(): void {
		self::draw_input( 'store_key', '', __( 'The public key of this shop, as “storefront-chat stores list” shows it.', 'storefront-chat' ) );
	}

	/** Which side. */
	public static function draw_position(): void {
		$choices = array(
			''      => __( 'As the chat server has it', 'storefront-chat' ),
			'right' => __( 'Bottom right', 'storefront-chat' ),
			'left'  => __( 'Bottom left', 'storefront-chat' ),
		);
		echo '<select id="storefront-chat-position" name="storefront_chat[position]">';
		foreach ( $choices as $value => $label ) {
			printf( '<option value="%s"%s>%s</option>', esc_attr( $value ), selected( Options::all()['position'], $value, false ), esc_html( $label ) );
		}
		echo '</select>';
	}

	/** Which colour. */
	public static function draw_color(): void {
		self::draw_input( 'color', '#1f5eff', __( 'Of the chat button. Leave it empty for the colour that the chat server has.', 'storefront-chat' ) );
	}

	/** What browsers without scripts see. */
	public static function draw_contact_words(): void {
		self::draw_input( 'contact_words', __( 'Write to us', 'storefront-chat' ), __( 'Browsers without scripts show a link with these words to the contact page of your chat server.', 'storefront-chat' ) );
	}

	/** Whether pages tell what is on them. */
	public static function draw_tracking(): void {
		printf(
			'<label><input type="checkbox" id="storefront-chat-tracking" name="storefront_chat[tracking]" value="1"%s> %s</label>',
			checked( Options::all()['tracking'], '1', false ),
			esc_html__( 'Show agents what a visitor looks at and has in the cart, once the visitor allows it', 'storefront-chat' )
		);
		self::describe( 'tracking', __( 'Needs tracking switched on for this store on the chat server, too. Consent is read from your consent plugin (WP Consent API, IAB TCF or Google Consent Mode); without a yes nothing is stored or sent.', 'storefront-chat' ) );
	}

	/** The secret is never printed. */
	public static function draw_secret(): void {
		$state = Identity_Secret::state();
		if ( 'constant' === $state ) {
			/* translators: %s: name of a PHP constant. */
			printf( '<p>' . esc_html__( 'Set in wp-config.php, by %s.', 'storefront-chat' ) . '</p>', '<code>' . esc_html( Identity_Secret::CONSTANT ) . '</code>' );
			return;
		}
		$placeholder = 'none' === $state ? '' : __( 'stored', 'storefront-chat' );
		printf( '<input type="password" id="storefront-chat-secret" name="storefront_chat_secret[new]" value="" class="regular-text" autocomplete="new-password" placeholder="%s" aria-describedby="storefront-chat-secret-description">', esc_attr( $placeholder ) );
		if ( 'none' !== $state ) {
			printf( ' <label><input type="checkbox" name="storefront_chat_secret[forget]" value="1"> %s</label>', esc_html__( 'Forget it', 'storefront-chat' ) );
		}
		self::describe( 'secret', __( 'Lets agents know who is signed in. “storefront-chat identity rotate” prints it once; it is stored encrypted and never shown again. Without it chat works all the same, for visitors without a name.', 'storefront-chat' ) );
	}

	/** What a merchant has to do about privacy. */
	public static function draw_privacy_note(): void {
		printf(
			'<p>%s <a href="%s">%s</a></p>',
			esc_html__( 'Until a shopper presses the button, or allows what stands below, chat stores nothing and contacts nobody. Say in your privacy policy that you offer it:', 'storefront-chat' ),
			esc_url( admin_url( 'options-privacy.php?tab=policyguide' ) ),
			esc_html__( 'suggested words', 'storefront-chat' )
		);
	}

	/**
	 * Adds a field that `draw_{name}` draws.
	 *
	 * @param string $name    Of the option.
	 * @param string $label   Before the field.
	 * @param string $section Where it is.
	 */
	private static function add( string $name, string $label, string $section ): void {
		$is_field = 'tracking' !== $name && ( 'secret' !== $name || ! Identity_Secret::is_constant() );
		$args     = $is_field ? array( 'label_for' => 'storefront-chat-' . str_replace( '_', '-', $name ) ) : array();
		add_settings_field( 'storefront-chat-' . $name, $label, array( self::class, 'draw_' . $name ), Settings_Page::SLUG, $section, $args );
	}

	/**
	 * A line to type in.
	 *
	 * @param string $name        Of the option.
	 * @param string $placeholder An example.
	 * @param string $description Below the field.
	 */
	private static function draw_input( string $name, string $placeholder, string $description ): void {
		$id = 'storefront-chat-' . str_replace( '_', '-', $name );
		printf(
			'<input type="text" id="%s" name="storefront_chat[%s]" value="%s" placeholder="%s" class="regular-text" aria-describedby="%s">',
			esc_attr( $id ),
			esc_attr( $name ),
			esc_attr( Options::all()[ $name ] ),
			esc_attr( $placeholder ),
			esc_attr( $id . '-description' )
		);
		self::describe( str_replace( '_', '-', $name ), $description );
	}

	/**
	 * A line below a field.
	 *
	 * @param string $name        Of the field.
	 * @param string $description What it says.
	 */
	private static function describe( string $name, string $description ): void {
		printf( '<p class="description" id="%s">%s</p>', esc_attr( 'storefront-chat-' . $name . '-description' ), esc_html( $description ) );
	}
}
