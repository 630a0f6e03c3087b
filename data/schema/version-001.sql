-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- The archive's first shape. Once released, a script is never changed: a new one follows it.
-- Texts are UTF-8; times are seconds since 1970 UTC, 0 for none; numbers of states are the enums'.

PRAGMA application_id = 1299341938; -- "Mrbr"

-- What the archive knows of itself.
CREATE TABLE meta (
  key TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Drafts, published and archived stories: one model, one table. The editor owns the texts, the lead
-- image, publish_at and embargo_until; publishing owns state, url and published.
CREATE TABLE story (
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  section TEXT NOT NULL,
  kicker TEXT NOT NULL,
  headline TEXT NOT NULL,
  standfirst TEXT NOT NULL,
  body TEXT NOT NULL,
  byline TEXT NOT NULL,
  language TEXT NOT NULL,
  slug TEXT NOT NULL,
  lead_src TEXT NOT NULL, -- '' = no lead image
  lead_alt TEXT NOT NULL,
  lead_caption TEXT NOT NULL,
  lead_credit TEXT NOT NULL,
  state INTEGER NOT NULL CHECK (state BETWEEN 0 AND 2),
  url TEXT NOT NULL,
  path TEXT NOT NULL, -- the url's path, without a slash at its end, for root-relative links
  created INTEGER NOT NULL,
  updated INTEGER NOT NULL,
  published INTEGER NOT NULL,
  publish_at INTEGER NOT NULL,
  embargo_until INTEGER NOT NULL,
  trashed INTEGER NOT NULL DEFAULT 0, -- when
  -- The moment by which lists are sorted: a draft's last change, else the publication.
  listed INTEGER NOT NULL AS (iif(state = 0 OR published = 0, updated, published)) VIRTUAL
) STRICT;
CREATE INDEX story_listed ON story (listed);
CREATE INDEX story_url ON story (url) WHERE url <> '';
CREATE INDEX story_path ON story (path) WHERE path <> '';
CREATE INDEX story_section ON story (section);
CREATE INDEX story_byline ON story (byline);

-- Tags keep the spelling that the newsroom gave them; folded is for finding them.
CREATE TABLE tag (
  number INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  folded TEXT NOT NULL
) STRICT;
CREATE INDEX tag_folded ON tag (folded);

CREATE TABLE story_tag (
  story INTEGER NOT NULL REFERENCES story (number) ON DELETE CASCADE,
  tag INTEGER NOT NULL REFERENCES tag (number),
  position INTEGER NOT NULL, -- the writer's order
  PRIMARY KEY (story, tag)
) STRICT, WITHOUT ROWID;
CREATE INDEX story_tag_tag ON story_tag (tag);

-- What search reads: a story's texts without mark-up, and its words as stems (headline twice).
CREATE TABLE story_text (
  number INTEGER PRIMARY KEY REFERENCES story (number) ON DELETE CASCADE,
  headline TEXT NOT NULL,
  kicker TEXT NOT NULL,
  tags TEXT NOT NULL,
  standfirst TEXT NOT NULL,
  body TEXT NOT NULL,
  byline TEXT NOT NULL,
  stems TEXT NOT NULL
) STRICT;

CREATE VIRTUAL TABLE story_search USING fts5 (
  headline, kicker, tags, standfirst, body, byline,
  content = 'story_text', content_rowid = 'number',
  tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3'
);
CREATE VIRTUAL TABLE story_stems USING fts5 (
  stems,
  content = 'story_text', content_rowid = 'number',
  tokenize = 'unicode61 remove_diacritics 0'
);
CREATE VIRTUAL TABLE story_stem USING fts5vocab ('story_stems', 'row');

CREATE TRIGGER story_text_added AFTER INSERT ON story_text BEGIN
  INSERT INTO story_search (rowid, headline, kicker, tags, standfirst, body, byline)
    VALUES (new.number, new.headline, new.kicker, new.tags, new.standfirst, new.body, new.byline);
  INSERT INTO story_stems (rowid, stems) VALUES (new.number, new.stems);
END;
CREATE TRIGGER story_text_removed AFTER DELETE ON story_text BEGIN
  INSERT INTO story_search
      (story_search, rowid, headline, kicker, tags, standfirst, body, byline)
    VALUES ('delete', old.number, old.headline, old.kicker, old.tags, old.standfirst, old.body,
            old.byline);
  INSERT INTO story_stems (story_stems, rowid, stems) VALUES ('delete', old.number, old.stems);
END;
CREATE TRIGGER story_text_changed AFTER UPDATE ON story_text BEGIN
  INSERT INTO story_search
      (story_search, rowid, headline, kicker, tags, standfirst, body, byline)
    VALUES ('delete', old.number, old.headline, old.kicker, old.tags, old.standfirst, old.body,
            old.byline);
  INSERT INTO story_stems (story_stems, rowid, stems) VALUES ('delete', old.number, old.stems);
  INSERT INTO story_search (rowid, headline, kicker, tags, standfirst, body, byline)
    VALUES (new.number, new.headline, new.kicker, new.tags, new.standfirst, new.body, new.byline);
  INSERT INTO story_stems (rowid, stems) VALUES (new.number, new.stems);
END;

-- Earlier texts of a story, whole, as the JSON in which a story is exchanged.
CREATE TABLE revision (
  number INTEGER PRIMARY KEY,
  story INTEGER NOT NULL REFERENCES story (number),
  made INTEGER NOT NULL,
  content TEXT NOT NULL
) STRICT;
CREATE INDEX revision_story ON revision (story, made);

-- Pictures.
CREATE TABLE media (
  name TEXT PRIMARY KEY, -- 'media/HASH.jpg', or a name that came with the story
  mime TEXT NOT NULL,
  hash TEXT NOT NULL, -- SHA-256, hexadecimal
  created INTEGER NOT NULL,
  size INTEGER NOT NULL,
  bytes BLOB NOT NULL
) STRICT;

-- REST endpoints; their secrets are elsewhere.
CREATE TABLE site (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL,
  url TEXT NOT NULL,
  api TEXT NOT NULL,
  user TEXT NOT NULL,
  sync_mark TEXT NOT NULL DEFAULT '' -- where the last sync ended, in the site's own terms
) STRICT, WITHOUT ROWID;

-- A story at a site.
CREATE TABLE posting (
  story_id TEXT NOT NULL REFERENCES story (id),
  site_id TEXT NOT NULL REFERENCES site (id) ON DELETE CASCADE,
  remote_id TEXT NOT NULL,
  url TEXT NOT NULL,
  version TEXT NOT NULL,
  status TEXT NOT NULL,
  client_ref TEXT NOT NULL,
  published_hash TEXT NOT NULL,
  base_body TEXT NOT NULL,
  published INTEGER NOT NULL,
  PRIMARY KEY (story_id, site_id)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX posting_remote ON posting (site_id, remote_id) WHERE remote_id <> '';

-- A picture at a site.
CREATE TABLE upload (
  site_id TEXT NOT NULL REFERENCES site (id) ON DELETE CASCADE,
  media_name TEXT NOT NULL,
  remote_id TEXT NOT NULL,
  url TEXT NOT NULL,
  PRIMARY KEY (site_id, media_name)
) STRICT, WITHOUT ROWID;

-- What is to be sent, and the journal of what was. States as in MarbreOutboxState. For one story
-- and site at most one row waits and at most one is being sent: the two indexes promise it.
CREATE TABLE outbox (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  story_id TEXT NOT NULL REFERENCES story (id),
  site_id TEXT NOT NULL REFERENCES site (id) ON DELETE CASCADE,
  operation TEXT NOT NULL CHECK (operation IN ('create', 'update')),
  status TEXT NOT NULL,
  date INTEGER NOT NULL,
  payload TEXT NOT NULL,
  payload_hash TEXT NOT NULL,
  client_ref TEXT NOT NULL,
  state INTEGER NOT NULL CHECK (state BETWEEN 0 AND 7),
  attempts INTEGER NOT NULL,
  next_attempt INTEGER NOT NULL,
  error_code TEXT NOT NULL,
  error_text TEXT NOT NULL,
  remote_id TEXT NOT NULL,
  remote_url TEXT NOT NULL,
  created INTEGER NOT NULL,
  updated INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX outbox_waiting ON outbox (story_id, site_id) WHERE state IN (0, 4, 5, 6);
CREATE UNIQUE INDEX outbox_sending ON outbox (story_id, site_id) WHERE state IN (1, 2);
