<?php
/* A test site: its address is the one it was asked by, it mails nobody and calls nobody. */
define( 'DB_NAME', 'wordpress' );
define( 'DB_USER', '' );
define( 'DB_PASSWORD', '' );
define( 'DB_HOST', 'localhost' );
define( 'DB_CHARSET', 'utf8mb4' );
define( 'DB_COLLATE', '' );
define( 'DB_DIR', '@SITE@/database/' );
define( 'DB_FILE', 'site.sqlite' );
foreach ( array( 'AUTH', 'SECURE_AUTH', 'LOGGED_IN', 'NONCE' ) as $name ) {
	define( $name . '_KEY', 'test ' . $name . ' key' );
	define( $name . '_SALT', 'test ' . $name . ' salt' );
}
$table_prefix = 'wp_';

$test_host = isset( $_SERVER['HTTP_HOST'] ) ? $_SERVER['HTTP_HOST'] : '127.0.0.1:@PORT@';
$test_url  = ( empty( $_SERVER['HTTPS'] ) || 'off' === $_SERVER['HTTPS'] ? 'http://' : 'https://' ) . $test_host;
define( 'WP_HOME', $test_url );
define( 'WP_SITEURL', $test_url );
define( 'WP_ENVIRONMENT_TYPE', 'local' );
define( 'WP_DEBUG', true );
define( 'WP_DEBUG_DISPLAY', false );
define( 'WP_DEBUG_LOG', '@SITE@/log/wordpress.log' );
define( 'DISABLE_WP_CRON', true );
define( 'WP_HTTP_BLOCK_EXTERNAL', true );
define( 'AUTOMATIC_UPDATER_DISABLED', true );
define( 'FS_METHOD', 'direct' );
define( 'WP_MEMORY_LIMIT', '256M' );
if ( ! defined( 'ABSPATH' ) ) {
	define( 'ABSPATH', __DIR__ . '/' );
}
require_once ABSPATH . 'wp-settings.php';
