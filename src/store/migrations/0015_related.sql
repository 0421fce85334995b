-- SPDX-License-Identifier: Apache-2.0
-- Stories near to each, as discover/ found them. due: 0 found, 1 to be found again, 2 its words are
-- to be read anew as well. vector and sketch are discover's; list is nearest first, six bytes each:
-- the story's id and how near, least byte first.
CREATE TABLE related (
	story BIGINT NOT NULL PRIMARY KEY REFERENCES story (id),
	due INTEGER NOT NULL,
	vector {bytes} NOT NULL,
	sketch {bytes} NOT NULL,
	list {bytes} NOT NULL
);
CREATE INDEX related_due ON related (due, story) WHERE due > 0;
INSERT INTO related (story, due, vector, sketch, list)
	SELECT story, 2, '', '', '' FROM listing WHERE list = 0;
