-- SPDX-License-Identifier: Apache-2.0
-- What others' servers are still to be told. No address, no text and no link is kept here: they are made
-- of the person or the reply that subject names when it is sent.

-- failed_at: given up then; 0 it still waits. why: what was said the last time.
CREATE TABLE desk.outbox (
	id {id},
	kind BIGINT NOT NULL, subject BIGINT NOT NULL,
	made_at BIGINT NOT NULL, due_at BIGINT NOT NULL, tries BIGINT NOT NULL,
	failed_at BIGINT NOT NULL, why TEXT NOT NULL,
	UNIQUE (kind, subject)
);
CREATE INDEX desk.outbox_due ON outbox (failed_at, due_at);

-- Who wants to hear of replies that wait; told: the last one they were told of.
CREATE TABLE desk.reply_news (
	person BIGINT NOT NULL PRIMARY KEY,
	wants BIGINT NOT NULL, told BIGINT NOT NULL, told_at BIGINT NOT NULL
) {clustered};
