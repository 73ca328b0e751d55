<?php
// A plugin that must be used: `?look=NAME` shows a page in another installed theme, so that one site serves for all of them.
$look = $_GET['look'] ?? '';
if ( is_string( $look ) && preg_match( '/^[a-z]+$/', $look ) ) {
	add_filter( 'pre_option_template', fn () => $look );
	add_filter( 'pre_option_stylesheet', fn () => $look );
}
