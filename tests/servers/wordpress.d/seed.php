<?php
/* seed.php HTDOCS PORT COUNT: that many published posts with sections, tags and two authors, one
 * minute apart, the newest now. By SQL: what is measured with them is reading. */
$_SERVER['HTTP_HOST'] = '127.0.0.1:' . $argv[2];
require $argv[1] . '/wp-load.php';

const PER_TRANSACTION = 500;
const TAGS            = 200;

$words = preg_split( '/ /', 'budget council tram river school strike harbour vote bridge market garden police doctor museum festival library station forest factory hospital street weather minister mayor court union energy housing water farm' );

/* make_terms TAXONOMY COUNT: the numbers of new terms, as post and relation tables name them. */
function make_terms( $taxonomy, $count ) {
	$made = array();
	for ( $i = 1; $i <= $count; $i++ ) {
		$name   = 'category' === $taxonomy ? "Section $i" : "Tag $i";
		$term   = term_exists( $name, $taxonomy ) ?: wp_insert_term( $name, $taxonomy );
		$made[] = (int) $term['term_taxonomy_id'];
	}
	return $made;
}

/* sentence NUMBER: always the same words for the same number. */
function sentence( $number ) {
	global $words;
	mt_srand( $number );
	$picked = array();
	for ( $i = 0; $i < 14; $i++ ) {
		$picked[] = $words[ mt_rand( 0, count( $words ) - 1 ) ];
	}
	return ucfirst( implode( ' ', $picked ) ) . '.';
}

function body( $number ) {
	$blocks = array();
	for ( $i = 0; $i < 12; $i++ ) {
		$first    = sentence( $number * 40 + 2 * $i );
		$second   = sentence( $number * 40 + 2 * $i + 1 );
		$blocks[] = "<!-- wp:paragraph -->\n<p>$first <em>$second</em></p>\n<!-- /wp:paragraph -->";
	}
	return implode( "\n\n", $blocks );
}

$count      = (int) $argv[3];
$base       = (int) $wpdb->get_var( "SELECT MAX(ID) FROM $wpdb->posts" );
$now        = time();
$categories = make_terms( 'category', 12 );
$tags       = make_terms( 'post_tag', TAGS );
$editor     = (int) get_user_by( 'login', 'editor' )->ID;

$wpdb->query( 'START TRANSACTION' );
for ( $i = 1; $i <= $count; $i++ ) {
	$gmt   = gmdate( 'Y-m-d H:i:s', $now - 60 * ( $count - $i ) );
	$local = get_date_from_gmt( $gmt );
	$wpdb->insert(
		$wpdb->posts,
		array(
			'post_author'           => 0 === $i % 3 ? $editor : 1,
			'post_date'             => $local,
			'post_date_gmt'         => $gmt,
			'post_content'          => body( $i ),
			'post_title'            => rtrim( sentence( -$i ), '.' ),
			'post_excerpt'          => sentence( $i * 7919 ),
			'post_status'           => 'publish',
			'post_name'             => "seeded-$base-$i",
			'to_ping'               => '',
			'pinged'                => '',
			'post_modified'         => $local,
			'post_modified_gmt'     => $gmt,
			'post_content_filtered' => '',
			'guid'                  => "http://{$_SERVER['HTTP_HOST']}/?seed=$base-$i",
		)
	);
	$post = $wpdb->insert_id;
	$own  = array( $categories[ $i % 12 ], $tags[ $i % TAGS ], $tags[ ( $i * 7 + 3 ) % TAGS ] );
	foreach ( array_unique( $own ) as $term ) {
		$wpdb->insert( $wpdb->term_relationships, array( 'object_id' => $post, 'term_taxonomy_id' => $term, 'term_order' => 0 ) );
	}
	if ( 0 === $i % PER_TRANSACTION ) {
		$wpdb->query( 'COMMIT' );
		$wpdb->queries = array();
		$wpdb->query( 'START TRANSACTION' );
	}
}
$wpdb->query( 'COMMIT' );
