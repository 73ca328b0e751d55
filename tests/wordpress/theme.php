<?php
// A must-use plugin: `?look=NAME` shows a page in another installed theme, so one site can test all of them.
$look = $_GET['look'] ?? '';
if ( is_string( $look ) && preg_match( '/^[a-z]+$/', $look ) ) {
	add_filter( 'pre_option_template', fn () => $look );
	add_filter( 'pre_option_stylesheet', fn () => $look );
}
