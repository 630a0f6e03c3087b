-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- The archive's own index for related stories and tags, in place of the stems that FTS5 kept. All of
-- it is made from the stories and may be emptied at any time: what is missing is indexed again.

DROP TRIGGER story_text_added;
DROP TRIGGER story_text_removed;
DROP TRIGGER story_text_changed;
DROP TABLE story_stem;
DROP TABLE story_stems;
ALTER TABLE story_text DROP COLUMN stems;

CREATE TRIGGER story_text_added AFTER INSERT ON story_text BEGIN
  INSERT INTO story_search (rowid, headline, kicker, tags, standfirst, body, byline)
    VALUES (new.number, new.headline, new.kicker, new.tags, new.standfirst, new.body, new.byline);
END;
CREATE TRIGGER story_text_removed AFTER DELETE ON story_text BEGIN
  INSERT INTO story_search
      (story_search, rowid, headline, kicker, tags, standfirst, body, byline)
    VALUES ('delete', old.number, old.headline, old.kicker, old.tags, old.standfirst, old.body,
            old.byline);
END;
CREATE TRIGGER story_text_changed AFTER UPDATE ON story_text BEGIN
  INSERT INTO story_search
      (story_search, rowid, headline, kicker, tags, standfirst, body, byline)
    VALUES ('delete', old.number, old.headline, old.kicker, old.tags, old.standfirst, old.body,
            old.byline);
  INSERT INTO story_search (rowid, headline, kicker, tags, standfirst, body, byline)
    VALUES (new.number, new.headline, new.kicker, new.tags, new.standfirst, new.body, new.byline);
END;

-- A story as it is indexed. Each writing of a story takes a new document; the number of the old one
-- is not used again, so that postings never mean another text than they were made of.
CREATE TABLE topic_story (
  doc INTEGER PRIMARY KEY AUTOINCREMENT,
  story INTEGER NOT NULL UNIQUE REFERENCES story (number) ON DELETE CASCADE,
  length INTEGER NOT NULL, -- words, the headline's twice
  tags BLOB NOT NULL -- numbers of tags, ascending, as varints of their distances
) STRICT;

-- The terms of documents that are in no segment yet.
CREATE TABLE topic_pending (
  doc INTEGER PRIMARY KEY,
  terms BLOB NOT NULL
) STRICT;

-- Documents of segments whose story has another document by now, or none.
CREATE TABLE topic_dead (
  doc INTEGER PRIMARY KEY
) STRICT;

-- Postings of the documents from first to last. State 0: being made, up to the term "reached", of
-- the live segments in its range; 1: live; 2: being emptied, up to "reached".
CREATE TABLE topic_segment (
  segment INTEGER PRIMARY KEY AUTOINCREMENT,
  state INTEGER NOT NULL CHECK (state BETWEEN 0 AND 2),
  first INTEGER NOT NULL,
  last INTEGER NOT NULL,
  reached INTEGER NOT NULL
) STRICT;
CREATE TABLE topic_posting (
  segment INTEGER NOT NULL,
  term INTEGER NOT NULL, -- a hash of the stem
  stories INTEGER NOT NULL,
  postings BLOB NOT NULL,
  PRIMARY KEY (segment, term)
) STRICT, WITHOUT ROWID;

-- One row: how much is indexed, so that nobody has to count.
CREATE TABLE topic_total (
  key INTEGER PRIMARY KEY CHECK (key = 1),
  stories INTEGER NOT NULL,
  words INTEGER NOT NULL,
  pending INTEGER NOT NULL,
  damaged INTEGER NOT NULL, -- 1: to be made anew
  generation INTEGER NOT NULL, -- of the tag model in use, 0 = none
  learnt_from INTEGER NOT NULL, -- stories indexed when it was learnt
  fit TEXT NOT NULL -- its weights
) STRICT;
INSERT INTO topic_total VALUES (1, 0, 0, 0, 0, 0, 0, '');

-- How the newsroom tags: what a term says for tags, and what is known of each tag.
CREATE TABLE topic_model (
  generation INTEGER NOT NULL,
  term INTEGER NOT NULL,
  weights BLOB NOT NULL,
  PRIMARY KEY (generation, term)
) STRICT, WITHOUT ROWID;
CREATE TABLE topic_tag (
  generation INTEGER NOT NULL,
  tag INTEGER NOT NULL,
  facts BLOB NOT NULL,
  PRIMARY KEY (generation, tag)
) STRICT, WITHOUT ROWID;
