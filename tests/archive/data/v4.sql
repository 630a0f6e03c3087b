-- What an archive of version 4 has beside v3.sql, to be run on a database of that version. Tests of
-- later versions start from it; it is not changed any more.
INSERT INTO topic_story (doc, story, length, tags) VALUES (1, 1, 12, x'0101');
INSERT INTO topic_pending (doc, terms) VALUES (1, x'');
UPDATE topic_total SET stories = 1, words = 12, pending = 1;
