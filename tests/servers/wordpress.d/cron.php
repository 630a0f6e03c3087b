<?php
/* cron.php HTDOCS PORT: one run of WP-Cron, as the site's own clock would do it. */
$_SERVER['HTTP_HOST'] = '127.0.0.1:' . $argv[2];
require $argv[1] . '/wp-cron.php';
