-- SPDX-License-Identifier: Apache-2.0
-- until: when a ban ends; 0 never. picture_taker: who brought a picture in.

ALTER TABLE comment_ban ADD COLUMN until BIGINT NOT NULL DEFAULT 0;
CREATE TABLE picture_taker (
	media BIGINT NOT NULL PRIMARY KEY, person BIGINT NOT NULL
) {clustered};
-- One state's replies, the newest first.
CREATE INDEX comment_state ON comment (status, id);
