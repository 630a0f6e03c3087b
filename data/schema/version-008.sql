-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- Among the versions of a story stands what a site had before an update replaced it.

-- The site's name then, '' for a version that was written here. A site's version is never pruned, and
-- its reason says nothing.
ALTER TABLE revision ADD COLUMN site TEXT NOT NULL DEFAULT '';
