<!doctype html>
<html <?php language_attributes(); ?>>
<head>
<meta charset="<?php bloginfo( 'charset' ); ?>">
<meta name="viewport" content="width=device-width, initial-scale=1">
<?php wp_head(); ?>
</head>
<body <?php body_class(); ?>>
<?php wp_body_open(); ?>
<header>
	<a href="<?php echo esc_url( home_url( '/' ) ); ?>"><?php bloginfo( 'name' ); ?></a>
	<a href="<?php echo esc_url( home_url( '/cart/' ) ); ?>">Cart</a>
	<a href="<?php echo esc_url( home_url( '/my-account/' ) ); ?>">Account</a>
</header>
<main>
<?php while ( have_posts() ) : ?>
	<?php the_post(); ?>
	<h1><?php echo esc_html( get_post()->post_title ); ?></h1>
	<?php the_content(); ?>
<?php endwhile; ?>
</main>
<footer>Hornero, Porto</footer>
<?php wp_footer(); ?>
</body>
</html>
