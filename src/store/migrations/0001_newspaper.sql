-- SPDX-License-Identifier: Apache-2.0
-- A newspaper. Times are milliseconds since 1970, UTC, 0 for none; absent text is ''.

CREATE TABLE media (
	id {id},
	uri TEXT NOT NULL, file TEXT NOT NULL, remote_url TEXT NOT NULL, mime TEXT NOT NULL,
	title TEXT NOT NULL, alt TEXT NOT NULL, credit TEXT NOT NULL, copyright TEXT NOT NULL,
	caption TEXT NOT NULL,
	width BIGINT NOT NULL, height BIGINT NOT NULL,
	focal_x DOUBLE PRECISION NOT NULL, focal_y DOUBLE PRECISION NOT NULL,
	bytes BIGINT NOT NULL, sha256 TEXT NOT NULL
);
CREATE UNIQUE INDEX media_uri ON media (uri) WHERE uri <> '';
CREATE INDEX media_remote ON media (remote_url) WHERE remote_url <> '';

CREATE TABLE person (
	id {id},
	slug TEXT NOT NULL UNIQUE, name TEXT NOT NULL, path TEXT NOT NULL, bio TEXT NOT NULL,
	website TEXT NOT NULL, location TEXT NOT NULL, uri TEXT NOT NULL,
	picture BIGINT NOT NULL, is_guest BIGINT NOT NULL
);
CREATE UNIQUE INDEX person_uri ON person (uri) WHERE uri <> '';

CREATE TABLE section (
	id {id},
	parent BIGINT NOT NULL, slug TEXT NOT NULL, name TEXT NOT NULL, path TEXT NOT NULL,
	description TEXT NOT NULL, uri TEXT NOT NULL
);
CREATE INDEX section_slug ON section (slug);
CREATE UNIQUE INDEX section_uri ON section (uri) WHERE uri <> '';

CREATE TABLE topic (
	id {id},
	slug TEXT NOT NULL UNIQUE, name TEXT NOT NULL, path TEXT NOT NULL, description TEXT NOT NULL,
	uri TEXT NOT NULL, internal BIGINT NOT NULL
);
CREATE UNIQUE INDEX topic_uri ON topic (uri) WHERE uri <> '';

-- What lists show and rules ask for. The text lies with its revision, so that rows stay short.
-- visible_at: when readers see it, as news/life decides; NULL never.
CREATE TABLE story (
	id {id},
	revision BIGINT NOT NULL, kind BIGINT NOT NULL, status BIGINT NOT NULL,
	uri TEXT NOT NULL, slug TEXT NOT NULL, path TEXT NOT NULL, path_is_made BIGINT NOT NULL,
	headline TEXT NOT NULL, language TEXT NOT NULL, standfirst TEXT NOT NULL,
	excerpt TEXT NOT NULL, password TEXT NOT NULL, canonical_url TEXT NOT NULL,
	meta_title TEXT NOT NULL, meta_description TEXT NOT NULL, template_name TEXT NOT NULL,
	created_at BIGINT NOT NULL, updated_at BIGINT NOT NULL, published_at BIGINT NOT NULL,
	embargo_until BIGINT NOT NULL, visible_at BIGINT,
	is_lead BIGINT NOT NULL, replies BIGINT NOT NULL, words BIGINT NOT NULL,
	comment_count BIGINT NOT NULL, parent BIGINT NOT NULL, menu_order BIGINT NOT NULL,
	cover BIGINT NOT NULL
);
CREATE UNIQUE INDEX story_uri ON story (uri) WHERE uri <> '';
CREATE INDEX story_slug ON story (slug);
CREATE INDEX story_visible ON story (visible_at) WHERE visible_at IS NOT NULL;

CREATE TABLE story_section (
	story BIGINT NOT NULL REFERENCES story (id), position BIGINT NOT NULL,
	section BIGINT NOT NULL REFERENCES section (id),
	PRIMARY KEY (story, position)
) {clustered};
CREATE INDEX story_section_section ON story_section (section);

CREATE TABLE story_topic (
	story BIGINT NOT NULL REFERENCES story (id), position BIGINT NOT NULL,
	topic BIGINT NOT NULL REFERENCES topic (id),
	PRIMARY KEY (story, position)
) {clustered};
CREATE INDEX story_topic_topic ON story_topic (topic);

CREATE TABLE story_byline (
	story BIGINT NOT NULL REFERENCES story (id), position BIGINT NOT NULL,
	person BIGINT NOT NULL REFERENCES person (id), role TEXT NOT NULL,
	PRIMARY KEY (story, position)
) {clustered};
CREATE INDEX story_byline_person ON story_byline (person);

-- What the body of the newest revision refers to: kind as in html/body.h.
CREATE TABLE story_ref (
	story BIGINT NOT NULL REFERENCES story (id), kind BIGINT NOT NULL, target BIGINT NOT NULL,
	PRIMARY KEY (story, kind, target)
) {clustered};
CREATE INDEX story_ref_target ON story_ref (kind, target);

-- Every version, whole. sections, topics: ids parted by spaces; bylines: "id role" a line.
CREATE TABLE revision (
	id {id},
	story BIGINT NOT NULL REFERENCES story (id), person BIGINT NOT NULL, made_at BIGINT NOT NULL,
	note TEXT NOT NULL, headline TEXT NOT NULL, standfirst TEXT NOT NULL, body TEXT NOT NULL,
	kind BIGINT NOT NULL, slug TEXT NOT NULL, path TEXT NOT NULL, language TEXT NOT NULL,
	password TEXT NOT NULL, canonical_url TEXT NOT NULL, meta_title TEXT NOT NULL,
	meta_description TEXT NOT NULL, template_name TEXT NOT NULL,
	is_lead BIGINT NOT NULL, replies BIGINT NOT NULL, parent BIGINT NOT NULL,
	menu_order BIGINT NOT NULL, cover BIGINT NOT NULL,
	sections TEXT NOT NULL, topics TEXT NOT NULL, bylines TEXT NOT NULL
);
CREATE INDEX revision_story ON revision (story);

-- Each public state a story had, from when on.
CREATE TABLE story_state (
	story BIGINT NOT NULL REFERENCES story (id), since BIGINT NOT NULL, status BIGINT NOT NULL,
	published_at BIGINT NOT NULL, embargo_until BIGINT NOT NULL,
	PRIMARY KEY (story, since)
) {clustered};

-- The lists a story stands in: list as in store/listing.h, target the section, topic or person.
-- Every story that is or will be visible stands in each of its lists once.
CREATE TABLE listing (
	list BIGINT NOT NULL, target BIGINT NOT NULL, published_at BIGINT NOT NULL,
	story BIGINT NOT NULL, visible_at BIGINT NOT NULL, is_lead BIGINT NOT NULL,
	PRIMARY KEY (list, target, published_at, story)
) {clustered};
-- The few that lead, and the few that were ever held back; each column narrows more than the key.
CREATE INDEX listing_lead ON listing (is_lead, list, target, published_at, story)
	WHERE is_lead = 1;
CREATE INDEX listing_late ON listing (list, target, visible_at) WHERE visible_at > published_at;
-- How many of a list were published in a span of time: scale 0 all of it, 1 months, 2 days (UTC).
CREATE TABLE listing_count (
	list BIGINT NOT NULL, target BIGINT NOT NULL, scale BIGINT NOT NULL, span BIGINT NOT NULL,
	stories BIGINT NOT NULL,
	PRIMARY KEY (list, target, scale, span)
) {clustered};

-- Every path that ever answered. kind as in store/address.h.
CREATE TABLE address (
	path TEXT NOT NULL PRIMARY KEY, kind BIGINT NOT NULL, target BIGINT NOT NULL,
	is_current BIGINT NOT NULL, literal TEXT NOT NULL
) {clustered};
CREATE INDEX address_target ON address (target, kind);

-- Replies lie together as their story's page shows them.
CREATE TABLE comment (
	id BIGINT NOT NULL, parent BIGINT NOT NULL, story BIGINT NOT NULL REFERENCES story (id),
	status BIGINT NOT NULL, uri TEXT NOT NULL, name TEXT NOT NULL, website TEXT NOT NULL,
	email TEXT NOT NULL, email_hash TEXT NOT NULL, address TEXT NOT NULL, source TEXT NOT NULL,
	body TEXT NOT NULL, staff BIGINT NOT NULL, created_at BIGINT NOT NULL,
	PRIMARY KEY (story, status, id)
) {clustered};
CREATE UNIQUE INDEX comment_id ON comment (id);
CREATE UNIQUE INDEX comment_uri ON comment (uri) WHERE uri <> '';
CREATE INDEX comment_hash ON comment (email_hash) WHERE email_hash <> '';
CREATE INDEX comment_newest ON comment (status, created_at);

-- Numbers given out to rows whose table does not number them.
CREATE TABLE counter (name TEXT NOT NULL PRIMARY KEY, last BIGINT NOT NULL) {clustered};

CREATE TABLE setting (name TEXT NOT NULL PRIMARY KEY, value TEXT NOT NULL) {clustered};

CREATE TABLE menu_item (
	menu TEXT NOT NULL, position BIGINT NOT NULL, id BIGINT NOT NULL, parent BIGINT NOT NULL,
	label TEXT NOT NULL, url TEXT NOT NULL, opens_new BIGINT NOT NULL,
	PRIMARY KEY (menu, position)
) {clustered};

CREATE TABLE edition (id {id}, since BIGINT NOT NULL, person BIGINT NOT NULL);
CREATE INDEX edition_since ON edition (since);
CREATE TABLE edition_item (
	edition BIGINT NOT NULL REFERENCES edition (id), position BIGINT NOT NULL,
	story BIGINT NOT NULL REFERENCES story (id),
	PRIMARY KEY (edition, position)
) {clustered};

-- What waits for a thing that has not been imported yet.
CREATE TABLE waiting (
	story BIGINT NOT NULL REFERENCES story (id), what TEXT NOT NULL,
	PRIMARY KEY (story, what)
) {clustered};

CREATE TABLE touched (id {id}, fact TEXT NOT NULL, at BIGINT NOT NULL);
