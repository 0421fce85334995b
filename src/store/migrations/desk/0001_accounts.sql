-- SPDX-License-Identifier: Apache-2.0
-- Who works here: kept apart from what readers' pages are made of. person is site.db's.

-- A person who may sign in. email: lower case. password: as crypto_pwhash_str writes it, '' none yet.
-- totp: sealed, '' none; totp_step: the last step a code was taken of.
CREATE TABLE desk.sign_in (
	person BIGINT NOT NULL PRIMARY KEY,
	email TEXT NOT NULL UNIQUE, role BIGINT NOT NULL, password TEXT NOT NULL,
	totp TEXT NOT NULL, totp_step BIGINT NOT NULL,
	made_at BIGINT NOT NULL, seen_at BIGINT NOT NULL
) {clustered};

CREATE TABLE desk.recovery_code (
	person BIGINT NOT NULL, hash TEXT NOT NULL,
	PRIMARY KEY (person, hash)
) {clustered};

-- hash: of the cookie. is_full: the second factor was given too, or there is none.
CREATE TABLE desk.session (
	id {id},
	hash TEXT NOT NULL UNIQUE, person BIGINT NOT NULL,
	is_full BIGINT NOT NULL,
	made_at BIGINT NOT NULL, seen_at BIGINT NOT NULL, until BIGINT NOT NULL,
	address TEXT NOT NULL, agent TEXT NOT NULL
);
CREATE INDEX desk.session_person ON session (person);
CREATE INDEX desk.session_until ON session (until);

-- Failures since a moment, by account and by network.
CREATE TABLE desk.throttle (name TEXT NOT NULL PRIMARY KEY, failures BIGINT NOT NULL, since BIGINT NOT NULL)
	{clustered};
CREATE INDEX desk.throttle_since ON throttle (since);

CREATE TABLE desk.saved_view (
	person BIGINT NOT NULL, name TEXT NOT NULL, query TEXT NOT NULL,
	PRIMARY KEY (person, name)
) {clustered};

-- Who has a story open: tab tells two windows of one person apart.
CREATE TABLE desk.presence (
	story BIGINT NOT NULL, person BIGINT NOT NULL, tab TEXT NOT NULL,
	seen_at BIGINT NOT NULL,
	PRIMARY KEY (story, person, tab)
) {clustered};
