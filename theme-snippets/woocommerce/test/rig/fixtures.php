<?php
/**
 * Fills the shop, by WooCommerce's own API: `php fixtures.php FOLDER`. Answers with what there is then.
 */

require __DIR__ . '/load.php';

$customer = static function ( string $login, string $name ) {
	$user = array(
		'user_login'   => $login,
		'user_pass'    => "$login of tests",
		'user_email'   => "$login@shop.example",
		'display_name' => $name,
		'first_name'   => $name,
		'role'         => 'customer',
	);
	return wp_insert_user( $user );
};
$customers = array( 'ana' => $customer( 'ana', 'Ana Lopes' ), 'ben' => $customer( 'ben', 'Ben Okafor' ) );

// Names as an administrator may write them: WordPress takes nothing out of them.
wp_set_current_user( 1 );
kses_remove_filters();

$tea = wp_insert_term( 'Tea & "Coffee"', 'product_cat' )['term_id'];

$save = static function ( WC_Product $product, array $properties ) {
	foreach ( $properties as $name => $value ) {
		$product->{"set_$name"}( $value );
	}
	$product->save();
	return $product->get_id();
};

$hostile_name = "Mug \"Ünïcode\" & 'Co' \u{2028}</script><script>hacked=1</script><!-- 🫖 מתנה C:\\new";
$mug          = array(
	'name'          => $hostile_name,
	'slug'          => 'mug',
	'sku'           => 'MUG"</script>',
	'regular_price' => '19.99',
	'category_ids'  => array( $tea ),
);
$mug['id']    = $save( new WC_Product_Simple(), $mug );
$teapot       = array( 'name' => 'Teapot', 'slug' => 'teapot', 'sku' => 'POT-1', 'regular_price' => '54.00' );
$teapot['id'] = $save( new WC_Product_Simple(), $teapot );

$sizes = new WC_Product_Attribute();
$sizes->set_name( 'Size' );
$sizes->set_options( array( 'S', 'L' ) );
$sizes->set_visible( true );
$sizes->set_variation( true );
$shirt       = array( 'name' => 'Shirt', 'slug' => 'shirt', 'sku' => 'SHIRT' );
$shirt['id'] = $save( new WC_Product_Variable(), $shirt + array( 'attributes' => array( $sizes ) ) );
foreach ( array( 'S' => '18.00', 'L' => '20.50' ) as $size => $price ) {
	$variation = array( 'parent_id' => $shirt['id'], 'attributes' => array( 'size' => $size ), 'sku' => "SHIRT-$size" );

	$shirt['variations'][ $size ] = $save( new WC_Product_Variation(), $variation + array( 'regular_price' => $price ) );
}

$imprint = wp_insert_post( array( 'post_type' => 'page', 'post_status' => 'publish', 'post_title' => 'About us', 'post_name' => 'about' ) );

flush_rewrite_rules();
// The real one hides a new shop from everybody else.
update_option( 'woocommerce_coming_soon', 'no' );

rig_answer( compact( 'customers', 'mug', 'teapot', 'shirt', 'imprint', 'tea' ) );
