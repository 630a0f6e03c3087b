-- What an archive of version 7 has beside v6.sql, to be run on a database of that version: a version of
-- the story. Tests of later versions start from it; it is not changed any more.
INSERT INTO revision (story, made, reason, content)
  SELECT number, 1, 1, '{"id":"v6-story","headline":"Le bac","body":"Il passait."}'
    FROM story WHERE id = 'v6-story';
