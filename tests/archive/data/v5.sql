-- What an archive of version 5 has beside v4.sql, to be run on a database of that version: a trashed
-- story that search knows, and a tag that was renamed since. Tests of later versions start from it;
-- it is not changed any more.
INSERT INTO story (id, section, kicker, headline, standfirst, body, byline, language, slug, lead_src,
    lead_alt, lead_caption, lead_credit, state, url, path, created, updated, published, publish_at,
    embargo_until, trashed)
  VALUES ('v5-trashed', '', '', 'La digue', '', 'Elle tient **bon**.', '', 'fr', '', '', '', '', '', 0,
    '', '', 1, 1, 0, 0, 0, 1);
INSERT INTO story_text (number, headline, kicker, tags, standfirst, body, byline)
  SELECT number, headline, '', '', '', 'Elle tient bon.', '' FROM story WHERE id = 'v5-trashed';
UPDATE tag SET name = 'Héritage', folded = 'heritage' WHERE name = 'Patrimoine';
INSERT INTO tag_stale SELECT story FROM story_tag JOIN tag ON tag.number = tag WHERE name = 'Héritage';
INSERT INTO topic_segment (state, first, last, reached) VALUES (1, 1, 1, -1);
INSERT INTO topic_posting VALUES (1, 7, 1, x'0180');
INSERT INTO topic_model VALUES (1, 7, x'00');
