-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- The text is kept once. The full text reads it from the stories when it has to (marbre_plain() is
-- the program's own and makes plain text of Markdown), and rows of the archive's own index are found
-- by one number. Both are made anew from the stories in the background.

DROP TRIGGER story_text_added;
DROP TRIGGER story_text_removed;
DROP TRIGGER story_text_changed;
DROP TABLE story_search;
DROP TABLE story_text;

-- Stories whose words are in the full text, with their tags as they are there: tags may have other
-- names already (tag_stale).
CREATE TABLE search_story (
  story INTEGER PRIMARY KEY,
  tags TEXT NOT NULL -- one per line
) STRICT;

CREATE VIEW story_plain (number, body, headline, kicker, tags, standfirst, byline) AS
  SELECT number, marbre_plain (body, language), headline, kicker, tags, standfirst, byline
    FROM story JOIN search_story ON search_story.story = story.number;

-- The body comes first, as FTS5 needs no mark in its lists for the first column.
CREATE VIRTUAL TABLE story_search USING fts5 (
  body, headline, kicker, tags, standfirst, byline,
  content = 'story_plain', content_rowid = 'number',
  tokenize = 'unicode61 remove_diacritics 2'
);

DELETE FROM topic_story;
DELETE FROM topic_pending;
DELETE FROM topic_dead;
DELETE FROM topic_segment;
DELETE FROM topic_tag;

-- Place: the segment (of topic_model the generation) times 2^32, and a hash of the stem.
DROP TABLE topic_posting;
CREATE TABLE topic_posting (
  place INTEGER PRIMARY KEY,
  stories INTEGER NOT NULL,
  postings BLOB NOT NULL
) STRICT;
DROP TABLE topic_model;
CREATE TABLE topic_model (
  place INTEGER PRIMARY KEY,
  weights BLOB NOT NULL
) STRICT;

-- Filled: the last row of story that was looked at for what is missing, -1 for all of them. Form:
-- of the plain text, as marbre_plain_text_dup_form() says it.
ALTER TABLE topic_total ADD COLUMN filled INTEGER NOT NULL DEFAULT 0;
ALTER TABLE topic_total ADD COLUMN form TEXT NOT NULL DEFAULT '';
UPDATE topic_total SET stories = 0, words = 0, pending = 0, damaged = 0, generation = 0,
  learnt_from = 0, fit = '';
