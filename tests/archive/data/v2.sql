-- What an archive of version 2 has beside v1.sql, to be run on a database of that version. Tests of
-- later versions start from it; it is not changed any more.
INSERT INTO web_story (story_id, allowed) VALUES ('v1-story', 1700000200);
