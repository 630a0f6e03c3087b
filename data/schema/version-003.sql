-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- What a newsroom orders and what a site has room for: the length a story was commissioned at, a
-- site's limits and its spaces, and why a revision was kept.

-- Characters with spaces; 0 = none was ordered.
ALTER TABLE story ADD COLUMN length INTEGER NOT NULL DEFAULT 0 CHECK (length >= 0);

-- A site's profile. Characters, 0 = no limit of its own; spaces are MarbreSiteSpaces.
ALTER TABLE site ADD COLUMN headline_limit INTEGER NOT NULL DEFAULT 0 CHECK (headline_limit >= 0);
ALTER TABLE site ADD COLUMN standfirst_limit INTEGER NOT NULL DEFAULT 0
  CHECK (standfirst_limit >= 0);
ALTER TABLE site ADD COLUMN spaces INTEGER NOT NULL DEFAULT 0 CHECK (spaces BETWEEN 0 AND 2);

-- 0 a pause, 1 a publication, 2 before a merge or a fetch, 3 before a revision was restored.
ALTER TABLE revision ADD COLUMN reason INTEGER NOT NULL DEFAULT 0 CHECK (reason BETWEEN 0 AND 3);
