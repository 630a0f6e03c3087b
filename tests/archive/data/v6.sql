-- What an archive of version 6 has beside v5.sql, to be run on a database of that version: a story at
-- a site, one on its way there, and a picture under two names. Tests of later versions start from it;
-- it is not changed any more.
INSERT INTO site (id, name, kind, url, api, user)
  VALUES ('v6-site', 'Le Quai', 'wordpress', 'https://quai.example', 'https://quai.example/wp-json/',
    'marie');
INSERT INTO story (id, section, kicker, headline, standfirst, body, byline, language, slug, lead_src,
    lead_alt, lead_caption, lead_credit, state, url, path, created, updated, published, publish_at,
    embargo_until, trashed)
  VALUES ('v6-story', '', '', 'Le bac', '', 'Il passe.', '', 'fr', '', '', '', '', '', 1,
    'https://quai.example/le-bac', '/le-bac', 1, 1, 1, 0, 0, 0);
INSERT INTO posting (story_id, site_id, remote_id, url, version, status, client_ref, published_hash,
    base_body, published)
  VALUES ('v6-story', 'v6-site', '7', 'https://quai.example/le-bac', '2026-01-01T00:00:00', 'private',
    'r', 'h', 'Il passe.', 1);
INSERT INTO outbox (story_id, site_id, operation, status, date, payload, payload_hash, client_ref,
    state, attempts, next_attempt, error_code, error_text, remote_id, remote_url, created, updated)
  VALUES ('v6-story', 'v6-site', 'update', 'publish', 0, '{}', 'h', 'r', 0, 0, 0, '', '', '', '', 1, 1);
INSERT INTO media (name, mime, hash, created, size, bytes)
  VALUES ('v6-bac.jpg', 'image/jpeg', 'v6', 1, 1, x'00'), ('v6-quai.jpg', 'image/jpeg', 'v6', 1, 1, x'00');
INSERT INTO upload (site_id, media_name, remote_id, url)
  VALUES ('v6-site', 'v6-bac.jpg', '9', 'https://quai.example/bac.jpg');
