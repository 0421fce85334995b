-- SPDX-License-Identifier: Apache-2.0
-- How often stories were opened, by whom nobody knows: in spans of ten minutes (scale 0) for the last
-- hour, and of an hour (1) for the days before.
CREATE TABLE story_reads (
	scale BIGINT NOT NULL, span BIGINT NOT NULL, story BIGINT NOT NULL, reads BIGINT NOT NULL,
	PRIMARY KEY (scale, span, story)
) {clustered};
-- The most read of an hour, a day, a week, as it stood when somebody last looked.
CREATE TABLE most_read (
	period BIGINT NOT NULL, place BIGINT NOT NULL, story BIGINT NOT NULL,
	PRIMARY KEY (period, place)
) {clustered};
