-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- How a story stands at a site beside its status, and what a site says of itself and of us.

-- Pinned: 1 is kept at the top of the front page, 0 is not, -1 stays as it is there. Password: what
-- readers are asked for, '' for nothing; where guarded is -1 that stays as it is there.
ALTER TABLE outbox ADD COLUMN pinned INTEGER NOT NULL DEFAULT -1;
ALTER TABLE outbox ADD COLUMN guarded INTEGER NOT NULL DEFAULT -1;
ALTER TABLE outbox ADD COLUMN password TEXT NOT NULL DEFAULT '';
ALTER TABLE posting ADD COLUMN pinned INTEGER NOT NULL DEFAULT 0;
ALTER TABLE posting ADD COLUMN password TEXT NOT NULL DEFAULT '';

-- The site's time zone, as a name ("Europe/Paris") or as a distance ("+02:00"), '' while unknown; and
-- what the account may do there (MARBRE_SITE_MAY_…), -1 while unknown.
ALTER TABLE site ADD COLUMN zone TEXT NOT NULL DEFAULT '';
ALTER TABLE site ADD COLUMN rights INTEGER NOT NULL DEFAULT -1;

-- Stories that stand in a certain way are few: search jumps to them.
CREATE INDEX posting_status ON posting (status, story_id);
CREATE INDEX posting_pinned ON posting (story_id) WHERE pinned = 1;

-- One picture under several names is found by its content.
CREATE INDEX media_hash ON media (hash);
