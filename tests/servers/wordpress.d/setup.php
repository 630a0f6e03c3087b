<?php
/* setup.php HTDOCS PORT: installs the site and its people; prints shell variables. */
define( 'WP_INSTALLING', true );
$_SERVER['HTTP_HOST']       = '127.0.0.1:' . $argv[2];
$_SERVER['REQUEST_URI']     = '/';
$_SERVER['SERVER_PROTOCOL'] = 'HTTP/1.1';
require $argv[1] . '/wp-load.php';
require_once ABSPATH . 'wp-admin/includes/upgrade.php';

if ( ! is_blog_installed() ) {
	wp_install( 'Test site', 'admin', 'admin@example.test', true, '', 'admin-pass' );
}
update_option( 'permalink_structure', '/%postname%/' );
update_option( 'timezone_string', 'Europe/Paris' );
$wp_rewrite->init();
flush_rewrite_rules( false );

$people = array(
	'admin'       => 'administrator',
	'editor'      => 'editor',
	'author'      => 'author',
	'contributor' => 'contributor',
	'subscriber'  => 'subscriber',
);
foreach ( $people as $login => $role ) {
	$user = get_user_by( 'login', $login );
	$id   = $user ? $user->ID : wp_insert_user(
		array(
			'user_login'   => $login,
			'user_pass'    => $login . '-pass',
			'user_email'   => $login . '@example.test',
			'role'         => $role,
			'display_name' => ucfirst( $login ),
		)
	);
	$made = WP_Application_Passwords::create_new_application_password( $id, array( 'name' => 'tests' ) );
	if ( is_wp_error( $made ) ) {
		fwrite( STDERR, $made->get_error_message() . "\n" );
		exit( 1 );
	}
	echo 'admin' === $login ? 'WP' : 'WP_' . strtoupper( $login ), "_APP_PASSWORD='", $made[0], "'\n";
}
echo "WP_VERSION='", get_bloginfo( 'version' ), "'\n";
