-- SPDX-License-Identifier: Apache-2.0
-- Replies: what readers and moderators do with them, and what is learnt from it.
-- score: how much like spam it looked, 0..1; why: the reason it was held, in words.
-- looked_at: when somebody decided on it; 0 nobody yet.

ALTER TABLE comment ADD COLUMN likes BIGINT NOT NULL DEFAULT 0;
ALTER TABLE comment ADD COLUMN reports BIGINT NOT NULL DEFAULT 0;
ALTER TABLE comment ADD COLUMN picked_at BIGINT NOT NULL DEFAULT 0;
ALTER TABLE comment ADD COLUMN looked_at BIGINT NOT NULL DEFAULT 0;
ALTER TABLE comment ADD COLUMN score DOUBLE PRECISION NOT NULL DEFAULT 0;
ALTER TABLE comment ADD COLUMN why TEXT NOT NULL DEFAULT '';

-- What the order of a long thread needs, without its texts.
CREATE INDEX comment_order ON comment (story, status, id, parent, created_at, likes);
CREATE INDEX comment_picked ON comment (story, picked_at) WHERE picked_at <> 0;
DROP INDEX comment_hash;
CREATE INDEX comment_hash ON comment (email_hash, created_at) WHERE email_hash <> '';
CREATE INDEX comment_network ON comment (address, created_at) WHERE address <> '';

-- What the newest replies look like, for finding nearly the same text again.
CREATE TABLE comment_shape (
	comment BIGINT NOT NULL PRIMARY KEY, story BIGINT NOT NULL, shape BIGINT NOT NULL
) {clustered};

-- Likes and reports. who: keyed hash of reply and network address; network: of address and day.
CREATE TABLE comment_mark (
	comment BIGINT NOT NULL, kind BIGINT NOT NULL, who TEXT NOT NULL,
	network TEXT NOT NULL, at BIGINT NOT NULL,
	PRIMARY KEY (comment, kind, who)
) {clustered};
CREATE INDEX comment_mark_network ON comment_mark (network, kind, at);
CREATE INDEX comment_mark_at ON comment_mark (at);

-- Who decided what. Acts of one step share a batch and are undone together.
CREATE TABLE comment_act (
	id {id},
	batch BIGINT NOT NULL, comment BIGINT NOT NULL, at BIGINT NOT NULL,
	person BIGINT NOT NULL, who TEXT NOT NULL, act BIGINT NOT NULL,
	was BIGINT NOT NULL, was_picked BIGINT NOT NULL, was_why TEXT NOT NULL,
	undone_at BIGINT NOT NULL
);
CREATE INDEX comment_act_comment ON comment_act (comment);
CREATE INDEX comment_act_batch ON comment_act (batch);

-- Whose replies are refused: kind 0 a keyed hash of an e-mail address, 1 a network.
CREATE TABLE comment_ban (
	kind BIGINT NOT NULL, what TEXT NOT NULL, at BIGINT NOT NULL, person BIGINT NOT NULL,
	who TEXT NOT NULL, why TEXT NOT NULL,
	PRIMARY KEY (kind, what)
) {clustered};

-- What a section or a story says of replies where it differs; -1 says nothing.
CREATE TABLE reply_rule (
	scope BIGINT NOT NULL, target BIGINT NOT NULL, policy BIGINT NOT NULL,
	moderation BIGINT NOT NULL, close_days BIGINT NOT NULL, links BIGINT NOT NULL,
	PRIMARY KEY (scope, target)
) {clustered};

-- The spam filter: how much each feature says, and what was learnt.
CREATE TABLE spam_weight (
	feature BIGINT NOT NULL PRIMARY KEY, weight DOUBLE PRECISION NOT NULL,
	push DOUBLE PRECISION NOT NULL
) {clustered};
CREATE TABLE spam_state (name TEXT NOT NULL PRIMARY KEY, value DOUBLE PRECISION NOT NULL) {clustered};
