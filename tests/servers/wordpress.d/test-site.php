<?php
/* Plugin Name: Test site
 *
 * Application passwords over plain http on loopback, no mail, and the ways in which sites out there
 * are set up badly, each switched on by a file of its name in wp-content/flags. */

function test_site_flag( $name ) {
	return file_exists( WP_CONTENT_DIR . '/flags/' . $name );
}

add_filter( 'pre_wp_mail', '__return_true' );
add_filter( 'wp_is_application_passwords_available', test_site_flag( 'app-passwords-off' ) ? '__return_false' : '__return_true' );

/* Some plugins ask early who is there; then a wrong password has an error of its own. */
if ( test_site_flag( 'early-auth' ) ) {
	add_filter( 'application_password_is_api_request', '__return_true' );
}

/* Apache with CGI drops the header. */
if ( test_site_flag( 'no-auth-header' ) ) {
	unset( $_SERVER['PHP_AUTH_USER'], $_SERVER['PHP_AUTH_PW'], $_SERVER['HTTP_AUTHORIZATION'] );
}

/* Only ?rest_route= works. */
if ( test_site_flag( 'plain-permalinks' ) ) {
	add_filter( 'pre_option_permalink_structure', '__return_empty_string' );
	add_filter( 'pre_option_rewrite_rules', '__return_empty_array' );
}

/* A plugin that closes REST to strangers. */
if ( test_site_flag( 'rest-closed' ) ) {
	add_filter(
		'rest_authentication_errors',
		function ( $result ) {
			if ( $result || is_user_logged_in() ) {
				return $result;
			}
			return new WP_Error( 'rest_login_required', 'REST API restricted to authenticated users.', array( 'status' => 401 ) );
		},
		95
	);
}

/* The block editor without its window: a page that has only what reads posts, for
 * tests/remote/wordpress-editor.py. */
add_action(
	'template_redirect',
	function () {
		if ( isset( $_GET['test-editor'] ) ) {
			echo '<!doctype html><html><head><meta charset="utf-8"></head><body>';
			wp_print_scripts( 'wp-block-library' );
			echo '</body></html>';
			exit;
		}
	}
);
