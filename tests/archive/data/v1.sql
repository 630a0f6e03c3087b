-- What a newsroom's archive of version 1 has in it, to be run on a fresh database of that version.
-- Tests of later versions start from it; it is not changed any more.
INSERT INTO story (number, id, section, kicker, headline, standfirst, body, byline, language, slug,
    lead_src, lead_alt, lead_caption, lead_credit, state, url, path, created, updated, published,
    publish_at, embargo_until)
  VALUES (1, 'v1-story', 'Culture', 'Patrimoine', 'Le phare rouvre', 'Trois ans de travaux.',
    'Le phare rouvre *samedi*.', 'Anne Le Goff', 'fr', 'le-phare-rouvre', 'pictures/phare.jpg',
    'Le phare au soir', 'Le phare', 'DR', 2, 'https://example.org/articles/le-phare-rouvre',
    '/articles/le-phare-rouvre', 1700000000, 1700000100, 1700000100, 0, 0);
INSERT INTO tag (number, name, folded) VALUES (1, 'Patrimoine', 'patrimoine'), (2, 'Mer', 'mer');
INSERT INTO story_tag (story, tag, position) VALUES (1, 1, 0), (1, 2, 1);
INSERT INTO story_text (number, headline, kicker, tags, standfirst, body, byline, stems)
  VALUES (1, 'Le phare rouvre', 'Patrimoine', 'Patrimoine
Mer', 'Trois ans de travaux.', 'Le phare rouvre samedi.', 'Anne Le Goff',
    'phar rouvr phar rouvr patrimoin trois an travail phar rouvr samed');
INSERT INTO revision (story, made, content) VALUES (1, 1700000050, '{"headline":"Le phare"}');
INSERT INTO media (name, mime, hash, created, size, bytes)
  VALUES ('pictures/phare.jpg', 'image/jpeg', '00', 1700000000, 3, x'ffd8ff');
INSERT INTO site (id, name, kind, url, api, user, sync_mark)
  VALUES ('v1-site', 'Le Quotidien', 'wordpress', 'https://example.org',
    'https://example.org/wp-json', 'anne', '2023-11-14T22:15:00');
INSERT INTO posting (story_id, site_id, remote_id, url, version, status, client_ref,
    published_hash, base_body, published)
  VALUES ('v1-story', 'v1-site', '17', 'https://example.org/articles/le-phare-rouvre',
    '2023-11-14T22:15:00', 'publish', 'ref', 'hash', 'Le phare rouvre *samedi*.', 1700000100);
INSERT INTO upload (site_id, media_name, remote_id, url)
  VALUES ('v1-site', 'pictures/phare.jpg', '18', 'https://example.org/phare.jpg');
INSERT INTO outbox (story_id, site_id, operation, status, date, payload, payload_hash, client_ref,
    state, attempts, next_attempt, error_code, error_text, remote_id, remote_url, created, updated)
  VALUES ('v1-story', 'v1-site', 'create', 'publish', 0, '{}', 'hash', 'ref', 3, 1, 0, '', '', '17',
    'https://example.org/articles/le-phare-rouvre', 1700000090, 1700000100);
