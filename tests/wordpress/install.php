<?php
// Waits for the database, installs WordPress in the folder given, and publishes a page that has the tag in a Custom HTML block, as
// a user who may write HTML saves it. Prints the page's address.
[ , $folder, $tag ] = $argv;
mysqli_report( MYSQLI_REPORT_OFF );
$until = time() + 60;
do {
	$database = mysqli_init();
	$is_there = @$database->real_connect( 'localhost', 'root', '', null, 0, getenv( 'DATABASE_SOCKET' ) );
	usleep( 100000 );
} while ( ! $is_there && time() < $until );
if ( ! $is_there || ! $database->query( 'create database wordpress' ) ) {
	fwrite( STDERR, "the database does not answer; see target/wordpress/database.log\n" );
	exit( 1 );
}
define( 'WP_INSTALLING', true );
// Variables that a web server normally sets.
$_SERVER['HTTP_HOST']       = parse_url( getenv( 'SITE_ADDRESS' ), PHP_URL_HOST );
$_SERVER['SERVER_PROTOCOL'] = 'HTTP/1.1';
require $folder . '/wp-load.php';
require ABSPATH . 'wp-admin/includes/upgrade.php';
// Sends no mail.
add_filter( 'pre_wp_mail', '__return_false' );
if ( ! is_blog_installed() ) {
	wp_install( 'Willow Bend Clinic', 'editor', 'editor@example.com', false, '', wp_generate_password() );
}
wp_set_current_user( get_user_by( 'login', 'editor' )->ID );
kses_init();
$page = wp_insert_post(
	wp_slash(
		array(
			'post_type'    => 'page',
			'post_status'  => 'publish',
			'post_title'   => 'Is it for me?',
			'post_name'    => 'check',
			'post_content' => "<!-- wp:paragraph --><p>Take a few minutes by yourself first.</p><!-- /wp:paragraph -->\n\n" .
				"<!-- wp:html -->\n$tag\n<!-- /wp:html -->\n\n" .
				'<!-- wp:paragraph --><p>Then call us.</p><!-- /wp:paragraph -->',
		)
	),
	true
);
if ( is_wp_error( $page ) ) {
	fwrite( STDERR, $page->get_error_message() . "\n" );
	exit( 1 );
}
echo get_permalink( $page ), "\n";
