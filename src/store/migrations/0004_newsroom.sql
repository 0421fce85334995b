-- SPDX-License-Identifier: Apache-2.0
-- The newsroom: what is being worked on, and what was corrected. Who signs in is in desk.db.

-- What the desk keeps of a story beside its row. saves counts those of anybody: with the newest
-- revision it is the version. staged: a revision that readers do not see yet, 0 none. open_revision:
-- the one that the same person's next saves go into, 0 none; opened_at: its first save.
CREATE TABLE working (
	story BIGINT NOT NULL PRIMARY KEY REFERENCES story (id), saves BIGINT NOT NULL,
	staged BIGINT NOT NULL, open_revision BIGINT NOT NULL,
	opened_at BIGINT NOT NULL, person BIGINT NOT NULL, at BIGINT NOT NULL
) {clustered};
CREATE INDEX working_staged ON working (at) WHERE staged <> 0;

CREATE TABLE correction (
	id {id},
	story BIGINT NOT NULL REFERENCES story (id), at BIGINT NOT NULL, person BIGINT NOT NULL,
	text TEXT NOT NULL
);
CREATE INDEX correction_story ON correction (story, at);
CREATE INDEX correction_at ON correction (at);

-- The desk's list of stories, newest change first.
CREATE INDEX story_changed ON story (updated_at, id, status);
CREATE INDEX story_status ON story (status, updated_at, id);
