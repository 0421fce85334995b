-- SPDX-License-Identifier: Apache-2.0
-- The first words of a text weigh otherwise, and more words say nothing: the index is made anew.
DELETE FROM search_run;
DELETE FROM search_segment;
DELETE FROM search_doc;
UPDATE search_state SET stories = 0, length = 0, languages = 0,
	is_built = CASE WHEN EXISTS (SELECT 1 FROM story) THEN 0 ELSE 1 END;
