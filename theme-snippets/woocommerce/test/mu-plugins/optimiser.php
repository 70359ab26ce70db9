<?php
/**
 * Plugin Name: An optimiser without scruples
 * Description: Does to a page's scripts what caching and speed plugins do, and heeds no mark that asks to be left alone. The option `rig_optimiser` names what.
 */

add_action(
	'template_redirect',
	static function () {
		$optimise = 'rig_optimise_by_' . get_option( 'rig_optimiser', '' );
		if ( function_exists( $optimise ) ) {
			ob_start( $optimise );
		}
	}
);

/** Every tag that fetches a script. Group 1: its address. */
const RIG_SCRIPTS = '#<script\b[^>]*?\ssrc=["\']([^"\']+)["\'][^>]*></script>#';

/** All that a tag says but its address is gone, and it waits for the page. */
function rig_optimise_by_defer( string $html ): string {
	return preg_replace( RIG_SCRIPTS, '<script defer src="$1"></script>', $html );
}

/** All scripts move into the head. */
function rig_optimise_by_head( string $html ): string {
	preg_match_all( RIG_SCRIPTS, $html, $tags );
	return str_replace( '</head>', implode( $tags[0] ) . '</head>', preg_replace( RIG_SCRIPTS, '', $html ) );
}

/** All scripts become one file at the end of the page. */
function rig_optimise_by_combine( string $html ): string {
	preg_match_all( RIG_SCRIPTS, $html, $tags );
	$code = '';
	foreach ( $tags[1] as $address ) {
		$code .= file_get_contents( ABSPATH . parse_url( $address, PHP_URL_PATH ) ) . "\n;";
	}
	file_put_contents( WP_CONTENT_DIR . '/combined.js', $code );
	$tag = '<script src="' . content_url( 'combined.js' ) . '"></script>';
	return str_replace( '</body>', $tag . '</body>', preg_replace( RIG_SCRIPTS, '', $html ) );
}

/** No script comes before somebody does something. */
function rig_optimise_by_delay( string $html ): string {
	$delayed = preg_replace( RIG_SCRIPTS, '<script type="text/delayed" data-src="$1"></script>', $html );
	$waker   = 'for (const type of ["pointermove", "keydown", "touchstart"]) addEventListener(type, () => {
		for (const old of document.querySelectorAll("[type=\'text/delayed\']")) {
			const script = document.createElement("script");
			script.src = old.dataset.src;
			old.replaceWith(script);
		}
	}, { once: true });';
	return str_replace( '</body>', "<script>$waker</script></body>", $delayed );
}

/** Quotes, comments and space that HTML can do without are gone. */
function rig_optimise_by_minify( string $html ): string {
	$html = preg_replace( '/<!--.*?-->/s', '', $html );
	$html = preg_replace( '/>\s+</', '><', $html );
	return preg_replace( '/(\s[\w-]+)="([\w\/:.-]+)"/', '$1=$2', $html );
}
