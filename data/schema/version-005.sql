-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- Tags that are looked after: other names of a tag, and stories that follow when one is renamed.
-- Addresses that stories had before, so that links can follow them. Stories that were said not to
-- have run already. How to talk to a site.

-- Other names: what it was called, abbreviations, translations. None of them is a tag of a story:
-- what is written under one gets the tag.
CREATE TABLE tag_alias (
  name TEXT PRIMARY KEY,
  folded TEXT NOT NULL,
  tag INTEGER NOT NULL REFERENCES tag (number) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
CREATE INDEX tag_alias_folded ON tag_alias (folded);
CREATE INDEX tag_alias_tag ON tag_alias (tag);

-- Stories whose tags have other names than search, index and postings know of.
CREATE TABLE tag_stale (
  story INTEGER PRIMARY KEY REFERENCES story (number) ON DELETE CASCADE
) STRICT;

-- One row: how often names changed, so that whoever keeps them sees it, and the highest number that
-- a tag had which is gone. Numbers are not used again: what was learnt of a tag lies under its own.
CREATE TABLE tag_book (
  key INTEGER PRIMARY KEY CHECK (key = 1),
  changes INTEGER NOT NULL,
  highest INTEGER NOT NULL
) STRICT;
INSERT INTO tag_book VALUES (1, 0, 0);

CREATE TRIGGER tag_renamed AFTER UPDATE OF name ON tag BEGIN
  UPDATE tag_book SET changes = changes + 1;
END;
CREATE TRIGGER tag_removed AFTER DELETE ON tag BEGIN
  UPDATE tag_book SET changes = changes + 1, highest = max (highest, old.number);
END;
CREATE TRIGGER tag_alias_added AFTER INSERT ON tag_alias BEGIN
  UPDATE tag_book SET changes = changes + 1;
END;
CREATE TRIGGER tag_alias_moved AFTER UPDATE ON tag_alias BEGIN
  UPDATE tag_book SET changes = changes + 1;
END;
CREATE TRIGGER tag_alias_removed AFTER DELETE ON tag_alias BEGIN
  UPDATE tag_book SET changes = changes + 1;
END;

-- Where stories were before; not what changed with a whole site's address.
CREATE TABLE story_former (
  url TEXT PRIMARY KEY,
  path TEXT NOT NULL, -- as in story
  story INTEGER NOT NULL REFERENCES story (number) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
CREATE INDEX story_former_path ON story_former (path) WHERE path <> '';
CREATE INDEX story_former_story ON story_former (story);
CREATE TRIGGER story_moved AFTER UPDATE OF url ON story
  WHEN old.url <> '' AND new.url <> '' AND old.path <> new.path BEGIN
  INSERT OR REPLACE INTO story_former (url, path, story) VALUES (old.url, old.path, new.number);
  DELETE FROM story_former WHERE url = new.url;
END;

-- Drafts are few among all stories: those with a link that moved are looked for among them.
CREATE INDEX story_draft ON story (updated) WHERE state = 0;

-- "You may have run this": no. Either story need not be saved yet.
CREATE TABLE story_unlike (
  story_id TEXT NOT NULL,
  other_id TEXT NOT NULL,
  PRIMARY KEY (story_id, other_id)
) STRICT, WITHOUT ROWID;

-- How to talk to a site whose system Marbre does not know by name: its profile, JSON; and the
-- certificate that the user trusts it by, "" where the computer's own authorities decide.
ALTER TABLE site ADD COLUMN mapping TEXT NOT NULL DEFAULT '';
ALTER TABLE site ADD COLUMN certificate TEXT NOT NULL DEFAULT '';
