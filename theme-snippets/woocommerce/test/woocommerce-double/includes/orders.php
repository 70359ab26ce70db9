<?php
/**
 * Orders, in tables of their own.
 */

class WC_Order_Item_Product {
	/** @var array<string, mixed> */
	private $data;

	public function __construct( array $data ) {
		$this->data = $data;
	}

	public function get_name(): string {
		return $this->data['name'];
	}

	public function get_product_id(): int {
		return $this->data['product_id'];
	}

	public function get_variation_id(): int {
		return $this->data['variation_id'];
	}

	public function get_quantity() {
		return $this->data['quantity'];
	}

	public function get_total(): string {
		return $this->data['total'];
	}

	public function get_subtotal(): string {
		return $this->data['total'];
	}

	public function get_total_tax(): string {
		return '0';
	}

	public function get_subtotal_tax(): string {
		return '0';
	}

	public function get_product() {
		return wc_get_product( $this->data['variation_id'] ?: $this->data['product_id'] );
	}
}

class WC_Order {
	/** @var array<string, mixed> */
	private $row = array(
		'id'            => 0,
		'status'        => 'pending',
		'currency'      => '',
		'total_amount'  => '0',
		'customer_id'   => 0,
		'billing_email' => '',
		'order_key'     => '',
		'items'         => '[]',
	);

	/** @var array<string, mixed> */
	private $meta = array();

	/** @var array[] */
	private $items = array();

	public function __construct( int $id = 0 ) {
		global $wpdb;
		$this->row['currency']  = get_woocommerce_currency();
		$this->row['order_key'] = 'wc_order_' . wp_generate_password( 13, false );
		if ( $id ) {
			$this->row   = $wpdb->get_row( $wpdb->prepare( "SELECT * FROM {$wpdb->prefix}wc_orders WHERE id = %d", $id ), ARRAY_A );
			$this->items = json_decode( $this->row['items'], true );
			$rows        = $wpdb->get_results( $wpdb->prepare( "SELECT * FROM {$wpdb->prefix}wc_orders_meta WHERE order_id = %d", $id ) );
			$this->meta  = array_map( 'maybe_unserialize', array_column( $rows, 'meta_value', 'meta_key' ) );
		}
	}

	public function add_product( WC_Product $product, $quantity = 1 ): void {
		$is_variation  = $product->is_type( 'variation' );
		$this->items[] = array(
			'name'         => $product->get_name(),
			'product_id'   => $is_variation ? $product->get_parent_id() : $product->get_id(),
			'variation_id' => $is_variation ? $product->get_id() : 0,
			'quantity'     => $quantity,
			'total'        => (string) ( (float) $product->get_price() * $quantity ),
		);
	}

	public function calculate_totals(): void {
		$this->row['total_amount'] = (string) array_sum( array_column( $this->items, 'total' ) );
	}

	public function save(): int {
		global $wpdb;
		$this->row['items'] = wp_json_encode( $this->items );
		$row                = $this->row;
		if ( ! $row['id'] ) {
			unset( $row['id'] );
		}
		$wpdb->replace( "{$wpdb->prefix}wc_orders", $row );
		$this->row['id'] = (int) ( $this->row['id'] ?: $wpdb->insert_id );
		$this->save_meta_data();
		return $this->row['id'];
	}

	public function save_meta_data(): void {
		global $wpdb;
		$wpdb->delete( "{$wpdb->prefix}wc_orders_meta", array( 'order_id' => $this->row['id'] ) );
		foreach ( $this->meta as $meta_key => $value ) {
			$meta = array( 'order_id' => $this->row['id'], 'meta_key' => $meta_key, 'meta_value' => maybe_serialize( $value ) );
			$wpdb->insert( "{$wpdb->prefix}wc_orders_meta", $meta );
		}
	}

	public function get_meta( string $key = '', bool $single = true, string $context = 'view' ) {
		return $this->meta[ $key ] ?? '';
	}

	public function meta_exists( string $key ): bool {
		return isset( $this->meta[ $key ] );
	}

	public function update_meta_data( string $key, $value ): void {
		$this->meta[ $key ] = $value;
	}

	public function add_meta_data( string $key, $value, bool $unique = false ): void {
		$this->meta[ $key ] = $value;
	}

	public function delete_meta_data( string $key ): void {
		unset( $this->meta[ $key ] );
	}

	/** @return WC_Order_Item_Product[] */
	public function get_items( string $types = 'line_item' ): array {
		return array_map( static fn( $item ) => new WC_Order_Item_Product( $item ), $this->items );
	}

	public function get_item_subtotal( WC_Order_Item_Product $item, bool $inc_tax = false, bool $round = true ): float {
		return (float) $item->get_subtotal() / $item->get_quantity();
	}

	public function get_item_total( WC_Order_Item_Product $item, bool $inc_tax = false, bool $round = true ): float {
		return (float) $item->get_total() / $item->get_quantity();
	}

	public function key_is_valid( string $key ): bool {
		return hash_equals( $this->row['order_key'], $key );
	}

	public function get_id(): int {
		return (int) $this->row['id'];
	}

	public function get_order_number(): string {
		return (string) $this->row['id'];
	}

	public function get_order_key(): string {
		return $this->row['order_key'];
	}

	public function get_total(): string {
		return $this->row['total_amount'];
	}

	public function get_currency(): string {
		return $this->row['currency'];
	}

	public function get_status(): string {
		return $this->row['status'];
	}

	public function has_status( $status ): bool {
		return in_array( $this->row['status'], (array) $status, true );
	}

	public function get_customer_id(): int {
		return (int) $this->row['customer_id'];
	}

	public function get_user_id(): int {
		return (int) $this->row['customer_id'];
	}

	public function get_billing_email(): string {
		return $this->row['billing_email'];
	}

	public function set_billing_email( string $email ): void {
		$this->row['billing_email'] = $email;
	}

	public function set_status( string $status ): void {
		$this->row['status'] = $status;
	}

	public function set_customer_id( int $id ): void {
		$this->row['customer_id'] = $id;
	}

	public function get_checkout_order_received_url(): string {
		$page = get_permalink( wc_get_page_id( 'checkout' ) );
		return add_query_arg( 'key', $this->get_order_key(), trailingslashit( $page ) . "order-received/{$this->row['id']}/" );
	}
}

function wc_create_order( array $args = array() ): WC_Order {
	$order = new WC_Order();
	$order->set_customer_id( $args['customer_id'] ?? 0 );
	$order->save();
	return $order;
}

/** @return WC_Order|false */
function wc_get_order( $order = false ) {
	global $wpdb;
	$id = $order instanceof WC_Order ? $order->get_id() : absint( $order );
	return $wpdb->get_var( $wpdb->prepare( "SELECT id FROM {$wpdb->prefix}wc_orders WHERE id = %d", $id ) ) ? new WC_Order( $id ) : false;
}

/** Understands `limit`, `return` and one `meta_key`, as HPOS does. */
function wc_get_orders( array $args ): array {
	global $wpdb;
	$limit = (int) ( $args['limit'] ?? 10 );
	$where = isset( $args['meta_key'] ) ? $wpdb->prepare( "WHERE id IN (SELECT order_id FROM {$wpdb->prefix}wc_orders_meta WHERE meta_key = %s)", $args['meta_key'] ) : '';
	$ids   = array_map( 'intval', $wpdb->get_col( "SELECT id FROM {$wpdb->prefix}wc_orders $where ORDER BY id DESC" . ( $limit > 0 ? " LIMIT $limit" : '' ) ) );
	return 'ids' === ( $args['return'] ?? '' ) ? $ids : array_map( 'wc_get_order', $ids );
}
