-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- The pressroom's first shape: what the embedded site keeps. Once released, a script is never
-- changed: a new one follows it. Texts are UTF-8. Published times are seconds, changes microseconds
-- since 1970 UTC, 0 for none.

PRAGMA application_id = 1299341904; -- "MrbP"

-- The port, the token and the site's id.
CREATE TABLE setting (
  key TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Posts. html is what was received, made harmless; markdown is the same text as Marbre's own, from
-- which pages are laid out. Addresses of this site are kept without its port ('/media/…').
CREATE TABLE post (
  number INTEGER PRIMARY KEY,
  uuid TEXT NOT NULL UNIQUE, -- ours, for the feed
  slug TEXT NOT NULL UNIQUE,
  uid TEXT NOT NULL, -- the client's own reference, '' if it gave none
  name TEXT NOT NULL,
  summary TEXT NOT NULL,
  html TEXT NOT NULL,
  markdown TEXT NOT NULL,
  section TEXT NOT NULL,
  kicker TEXT NOT NULL,
  byline TEXT NOT NULL,
  language TEXT NOT NULL,
  photo TEXT NOT NULL, -- '' = no lead picture
  photo_alt TEXT NOT NULL,
  photo_caption TEXT NOT NULL,
  photo_credit TEXT NOT NULL,
  draft INTEGER NOT NULL CHECK (draft IN (0, 1)),
  deleted INTEGER NOT NULL CHECK (deleted IN (0, 1)),
  published INTEGER NOT NULL,
  updated INTEGER NOT NULL -- never the same twice, so that it is a version too
) STRICT;
CREATE UNIQUE INDEX post_uid ON post (uid) WHERE uid <> '' AND deleted = 0;
CREATE INDEX post_published ON post (published) WHERE draft = 0 AND deleted = 0;
CREATE INDEX post_section ON post (section);
CREATE UNIQUE INDEX post_updated ON post (updated);

CREATE TABLE post_tag (
  post INTEGER NOT NULL REFERENCES post (number) ON DELETE CASCADE,
  position INTEGER NOT NULL, -- the writer's order
  name TEXT NOT NULL,
  PRIMARY KEY (post, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX post_tag_name ON post_tag (name);

-- Pictures, under the names that follow /media/ in their addresses.
CREATE TABLE media (
  name TEXT PRIMARY KEY,
  mime TEXT NOT NULL,
  hash TEXT NOT NULL, -- SHA-256, hexadecimal
  bytes BLOB NOT NULL
) STRICT;
