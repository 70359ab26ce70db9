<?php
/**
 * Runs code inside WordPress: `php run.php FOLDER`, with {"code": …, "given": …} on standard input.
 */

$asked = json_decode( stream_get_contents( STDIN ), true );
require __DIR__ . '/load.php';

$run = static function ( $given ) use ( $asked ) {
	return eval( $asked['code'] );
};
rig_answer( $run( $asked['given'] ) );
