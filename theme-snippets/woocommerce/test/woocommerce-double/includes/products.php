<?php
/**
 * Products: posts with their prices in meta, as WooCommerce keeps them.
 */

class WC_Product {
	/** @var array<string, mixed> */
	protected $data = array(
		'name'          => '',
		'slug'          => '',
		'status'        => 'publish',
		'sku'           => '',
		'regular_price' => '',
		'category_ids'  => array(),
		'parent_id'     => 0,
		'attributes'    => array(),
	);

	/** @var int */
	protected $id = 0;

	/** @var string */
	protected $post_type = 'product';

	public function __construct( $product = 0 ) {
		$post = $product ? get_post( $product instanceof self ? $product->get_id() : $product ) : null;
		if ( ! $post ) {
			return;
		}
		$this->id   = $post->ID;
		$saved      = get_post_meta( $post->ID, '_double', true ) ?: array();
		$this->data = array(
			'name'      => $post->post_title,
			'slug'      => $post->post_name,
			'status'    => $post->post_status,
			'parent_id' => $post->post_parent,
		) + $saved + $this->data;
	}

	/** `get_name()`, `set_name( $name )` and their like, for everything that it knows. */
	public function __call( string $method, array $arguments ) {
		[ $verb, $name ] = explode( '_', $method, 2 );
		if ( ! in_array( $verb, array( 'get', 'set' ), true ) || ! array_key_exists( $name, $this->data ) ) {
			throw new Error( "The double has no WC_Product::$method()." );
		}
		if ( 'get' === $verb ) {
			return $this->data[ $name ];
		}
		$this->data[ $name ] = $arguments[0];
	}

	public function get_id(): int {
		return $this->id;
	}

	public function get_type(): string {
		return 'simple';
	}

	public function is_type( $type ): bool {
		return in_array( $this->get_type(), (array) $type, true );
	}

	public function get_price() {
		return $this->data['regular_price'];
	}

	public function get_permalink(): string {
		return get_permalink( $this->data['parent_id'] ?: $this->id );
	}

	/** Of a variation that of its product. */
	public function get_title(): string {
		return get_post( $this->data['parent_id'] ?: $this->id )->post_title;
	}

	public function get_attribute( string $name ): string {
		return (string) ( $this->data['attributes'][ $name ] ?? '' );
	}

	public function save(): int {
		$post     = array(
			'ID'          => $this->id,
			'post_type'   => $this->post_type,
			'post_title'  => $this->data['name'],
			'post_name'   => $this->data['slug'],
			'post_status' => $this->data['status'],
			'post_parent' => $this->data['parent_id'],
		);
		$this->id = wp_insert_post( wp_slash( $post ) );
		update_post_meta( $this->id, '_double', wp_slash( $this->data ) );
		wp_set_object_terms( $this->id, $this->data['category_ids'], 'product_cat' );
		wp_set_object_terms( $this->id, $this->get_type(), 'product_type' );
		return $this->id;
	}
}

class WC_Product_Simple extends WC_Product {}

class WC_Product_Variable extends WC_Product {
	public function get_type(): string {
		return 'variable';
	}

	/** @return int[] */
	public function get_children(): array {
		$ask = array( 'post_type' => 'product_variation', 'post_parent' => $this->id, 'fields' => 'ids', 'numberposts' => -1 );
		return get_posts( $ask + array( 'orderby' => 'ID', 'order' => 'ASC' ) );
	}

	public function get_variation_price( string $which = 'min', bool $for_display = false ) {
		$prices = array_map( static fn( $id ) => wc_get_product( $id )->get_price(), $this->get_children() );
		return 'max' === $which ? max( $prices ) : min( $prices );
	}

	/** The real one keeps the lowest of its variations' here. */
	public function get_price() {
		return $this->get_variation_price( 'min' );
	}
}

class WC_Product_Variation extends WC_Product {
	/** @var string */
	protected $post_type = 'product_variation';

	public function get_type(): string {
		return 'variation';
	}

	/** As `wc_get_formatted_variation` without names would have it. */
	public function get_attribute_summary(): string {
		return implode( ', ', $this->data['attributes'] );
	}

	public function get_name(): string {
		$parent = $this->data['parent_id'] ? get_post( $this->data['parent_id'] )->post_title : '';
		return $this->data['attributes'] ? $parent . ' - ' . implode( ', ', $this->data['attributes'] ) : $parent;
	}
}

class WC_Product_Attribute {
	/** @var array<string, mixed> */
	private $data = array();

	public function __call( string $method, array $arguments ) {
		[ $verb, $name ] = explode( '_', $method, 2 );
		if ( 'get' === $verb ) {
			return $this->data[ $name ] ?? null;
		}
		$this->data[ $name ] = $arguments[0];
	}
}

/** @return WC_Product|false|null */
function wc_get_product( $product = false ) {
	$post = get_post( $product instanceof WC_Product ? $product->get_id() : $product );
	if ( ! $post ) {
		return false;
	}
	if ( 'product_variation' === $post->post_type ) {
		return new WC_Product_Variation( $post->ID );
	}
	if ( 'product' !== $post->post_type ) {
		return false;
	}
	return has_term( 'variable', 'product_type', $post ) ? new WC_Product_Variable( $post->ID ) : new WC_Product_Simple( $post->ID );
}

/** "Size: L", or "L" alone. */
function wc_get_formatted_variation( $variation, bool $flat = false, bool $include_names = true ): string {
	$attributes = $variation instanceof WC_Product ? $variation->get_attributes() : $variation;
	$texts      = array();
	foreach ( $attributes as $name => $value ) {
		$label   = ucfirst( preg_replace( '/^(attribute_)?(pa_)?/', '', $name ) );
		$texts[] = $include_names ? "$label: $value" : $value;
	}
	return implode( ', ', $texts );
}
