-- SPDX-License-Identifier: Apache-2.0
-- A headline "Search" could once take the address of the paper's own page. Stories that got such an
-- address from us, not with an import, give it back.

UPDATE story SET path = substr(path, 1, length(path) - 1) || '-' || id || '/'
WHERE path_is_made = 1 AND path IN ('/search/', '/archive/', '/rss/', '/feed/', '/corrections/',
	'/comments/', '/health/', '/desk/', '/media/', '/assets/', '/page/', '/ghost/', '/section/',
	'/topic/', '/author/');
UPDATE revision SET path = substr(path, 1, length(path) - 1) || '-' || story || '/'
WHERE path IN ('/search/', '/archive/', '/rss/', '/feed/', '/corrections/',
	'/comments/', '/health/', '/desk/', '/media/', '/assets/', '/page/', '/ghost/', '/section/',
	'/topic/', '/author/')
	AND story IN (SELECT id FROM story WHERE path_is_made = 1);
UPDATE address SET path = substr(path, 1, length(path) - 1) || '-' || target || '/'
WHERE kind = 0 AND is_current = 1 AND path IN ('/search/', '/archive/', '/rss/', '/feed/',
	'/corrections/', '/comments/', '/health/', '/desk/', '/media/', '/assets/', '/page/',
	'/ghost/', '/section/', '/topic/', '/author/')
	AND target IN (SELECT id FROM story WHERE path_is_made = 1);
DELETE FROM address
WHERE kind = 0 AND is_current = 0 AND path IN ('/search/', '/archive/', '/rss/', '/feed/',
	'/corrections/', '/comments/', '/health/', '/desk/', '/media/', '/assets/', '/page/',
	'/ghost/', '/section/', '/topic/', '/author/')
	AND target IN (SELECT id FROM story WHERE uri = '');
