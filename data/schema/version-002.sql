-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- The stories for which the user lets Marbre load pictures and link cards from the web. Not a column
-- of story: it may be given before a story's first save, and no save or sync touches it.

CREATE TABLE web_story (
  story_id TEXT PRIMARY KEY,
  allowed INTEGER NOT NULL -- when
) STRICT, WITHOUT ROWID;
