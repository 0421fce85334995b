-- SPDX-License-Identifier: Apache-2.0
-- The words of stories. This one is of SQLite alone; store/search.c is all that asks it.
CREATE VIRTUAL TABLE search USING fts5 (
	headline, standfirst, body, bylines, topics,
	tokenize = 'porter unicode61 remove_diacritics 2'
);
