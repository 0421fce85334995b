/* SPDX-License-Identifier: Apache-2.0 */
/*
 * story.h: the domain's nouns as plain structs. No SQL, no HTTP, no rules (those are in life.h,
 * slug.h and press/).
 *
 * A struct read from the store lives in the arena it was read into; its strings are views into that
 * arena. Absent text is empty, absent numbers are 0, an absent media has id 0.
 */
#pragma once
#include "html/html.h"
#include "news/ids.h"
#include "news/life.h"

enum story_kind { STORY_POST, STORY_PAGE };
enum reply_policy {
	REPLIES_SITE,
	REPLIES_OPEN,
	REPLIES_CLOSED,
	REPLIES_HIDDEN,
	REPLIES_STAFF
}; /* SITE: as its section or the site says. STAFF: only members of staff answer */

struct media {
	media_id id;
	struct str uri; /* outside name it was imported under, "" for our own */
	struct str
		file; /* below SITE/media, "2024/05/a1b2c3.jpg"; "" when only remote_url is known */
	struct str remote_url; /* where it is if we hold no copy */
	struct str mime;
	struct str title, alt, credit, copyright;
	struct html caption;     /* inline HTML */
	int width, height;       /* pixels; 0 unknown */
	double focal_x, focal_y; /* 0..1, .5 .5 is the middle */
	int64_t bytes;
	struct str sha256;     /* of the original, hex */
	struct str original;   /* below SITE/media/.originals; "" for what was taken as it came */
	struct str renditions; /* media/rendition.h: which sizes there are; "" none */
};

struct section {
	section_id id, parent;
	struct str slug, name, path; /* path: the address, "/section/sport/" */
	struct html description;
	struct str uri;
	int64_t story_count; /* public stories, filled by lists of sections only */
};

struct topic {
	topic_id id;
	struct str slug, name, path;
	struct html description;
	struct str uri;
	bool internal;       /* shown nowhere (Ghost's "#tag") */
	int64_t story_count; /* as above */
};

struct person {
	person_id id;
	struct str slug, name, path;
	struct html bio;
	struct str website, location, uri;
	struct media picture;
	bool is_guest; /* has no sign-in */
	int64_t story_count;
};

struct byline { /* in order */
	struct person person;
	struct str role; /* "photographs"; "" for plain authors */
};

/* What a story is, whole. Lists fill a story too, but leave `body` and `html` empty. */
struct story {
	story_id id;
	revision_id revision;
	enum story_kind kind;
	enum story_status status;
	struct str uri;        /* outside name, "" for our own */
	struct str slug, path; /* path: the canonical address, root-relative, "/2015/01/hello/" */
	struct str headline, language;
	struct html standfirst; /* inline HTML, may be empty */
	struct str body;        /* the body as kept: DESIGN's HTML subset, see docs/BODY.md */
	struct str excerpt;     /* plain text, made when saved: the standfirst's text or the body's
				   beginning */
	struct str password;    /* not empty: headline public, text only for those who type it */
	struct str canonical_url, meta_title, meta_description, template_name;
	unix_ms created_at, updated_at, published_at, embargo_until;
	bool is_lead; /* Ghost: featured; WordPress: sticky */
	enum reply_policy replies;
	int words;
	int64_t comment_count; /* shown ones */
	int64_t parent;        /* for pages: story_id of the parent, 0 none */
	int64_t menu_order;
	struct media cover;
	struct section *sections; /* the first is the primary one */
	size_t section_count;
	struct topic *topics;
	size_t topic_count;
	struct byline *bylines;
	size_t byline_count;
	bool is_bare; /* topics and bylines were not read: store_story_dress() */
};

struct story_list {
	struct story *items;
	size_t count;
	int64_t total; /* of all pages; -1 when not asked for */
};

enum comment_status { COMMENT_SHOWN, COMMENT_HELD, COMMENT_SPAM, COMMENT_TRASH };

struct comment {
	comment_id id, parent;
	story_id story;
	enum comment_status status;
	struct str uri;
	struct str name, website;
	struct str email;      /* private; only intake and moderation read it, public reads leave it
				  empty */
	struct str email_hash; /* keyed, for avatars' colour and a commenter's history */
	struct str address;    /* network address, truncated */
	struct str source;     /* as typed */
	struct html text;      /* cleaned when saved */
	person_id staff;       /* written by a member of staff */
	unix_ms created_at;
	/* What has become of it since; kept up by acts of their own, never by saving. */
	int64_t likes, reports;
	unix_ms picked_at; /* an editor's pick since; {0} none */
	unix_ms looked_at; /* a moderator decided; {0} nobody yet */
	double score;      /* how much like spam it looked, 0..1 */
	struct str why;    /* it was held, in words */
	int depth;         /* filled by threads: 0 top */
};

struct menu_item {
	int64_t id, parent;
	struct str label, url; /* root-relative or absolute */
	bool opens_new;
};

struct menu {
	struct menu_item *items;
	size_t count;
};
