-- SPDX-License-Identifier: Apache-2.0
-- The index of words is ours (store/index.h) and lies in ordinary tables.
DROP TABLE search;
DROP TABLE unseen_search;

-- Lists written together: those of the stories indexed in generations first to last.
CREATE TABLE search_segment (
	id {id},
	first BIGINT NOT NULL, last BIGINT NOT NULL, bytes BIGINT NOT NULL
);
-- part 0: terms from this one on, packed. From part 1 on: one long list in pieces. The keys lie by
-- themselves: a search among rows so long would read them whole to compare them.
CREATE TABLE search_run (
	id {id},
	segment BIGINT NOT NULL, term {bytes} NOT NULL, part BIGINT NOT NULL,
	stories BIGINT NOT NULL, docs {bytes} NOT NULL, places {bytes} NOT NULL
);
CREATE UNIQUE INDEX search_run_term ON search_run (segment, term, part);
-- What a search asks of each story, by runs of ids.
CREATE TABLE search_doc (
	id {id},
	records {bytes} NOT NULL, links {bytes} NOT NULL
);
-- One row. is_built 0: the index has yet to be made from the stories.
CREATE TABLE search_state (
	id {id},
	generation BIGINT NOT NULL, stories BIGINT NOT NULL, length BIGINT NOT NULL,
	languages BIGINT NOT NULL, is_built BIGINT NOT NULL
);
INSERT INTO search_state (id, generation, stories, length, languages, is_built)
	SELECT 1, 0, 0, 0, 0, CASE WHEN EXISTS (SELECT 1 FROM story) THEN 0 ELSE 1 END;
