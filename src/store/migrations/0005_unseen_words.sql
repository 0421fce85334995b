-- SPDX-License-Identifier: Apache-2.0
-- The words of stories that readers do not see, for the desk; of SQLite alone, as the search is.
CREATE VIRTUAL TABLE unseen_search USING fts5 (
	headline, standfirst, body,
	tokenize = 'porter unicode61 remove_diacritics 2'
);
-- Those of an older site, marks and all; each is told anew when it is saved.
INSERT INTO unseen_search (rowid, headline, standfirst, body)
	SELECT s.id, s.headline, s.standfirst, r.body FROM story s JOIN revision r ON r.id = s.revision
	WHERE s.visible_at IS NULL;
