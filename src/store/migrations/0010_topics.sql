-- SPDX-License-Identifier: Apache-2.0
-- Other names of topics, each under its spelling in addresses; and what became of topics that went
-- into others, which older versions of stories still name.
CREATE TABLE topic_alias (
	key TEXT NOT NULL PRIMARY KEY, topic BIGINT NOT NULL REFERENCES topic (id),
	name TEXT NOT NULL
) {clustered};
CREATE INDEX topic_alias_topic ON topic_alias (topic);
CREATE TABLE topic_merged (was BIGINT NOT NULL PRIMARY KEY, topic BIGINT NOT NULL) {clustered};
