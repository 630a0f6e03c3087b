-- What an archive of version 3 has beside v2.sql, to be run on a database of that version. Tests of
-- later versions start from it; it is not changed any more.
UPDATE story SET length = 3000 WHERE id = 'v1-story';
UPDATE revision SET reason = 1;
