/* SPDX-License-Identifier: Apache-2.0 */
/*
 * wxr_import.h: private to exchange/: what the steps of an import share.
 *
 * The files are read three times:
 *   survey    nothing is written: permalinks, addresses that collide with ours, reusable blocks.
 *             A file that cannot be read ends the import here
 *   nouns     people, sections, topics, attachments
 *   stories   posts and pages with their replies; menu entries are collected
 * and at the end the menus are made and references whose target came later are resolved. Between
 * items only numbers are kept (key_map.h), and what is few: sections, menus, reusable blocks.
 */
#pragma once
#include "exchange/import.h"
#include "exchange/key_map.h"
#include "exchange/wp_body.h"
#include "exchange/wxr_place.h"
#include "exchange/wxr_read.h"
#include "media/intake.h"
#include "news/permalink.h"
#include "os/zone.h"
#include "store/address.h"

#define LIMIT_SAMPLES 200               /* permalinks looked at */
#define LIMIT_REUSABLE_BYTES (8u << 20) /* of reusable blocks in all */
#define LIMIT_MENU_ENTRIES 5000
#define LIMIT_PAGES_OF_STORY 50 /* old addresses of <!--nextpage--> pages */

/* A part of our own address space that an imported page may need. */
enum route {
	ROUTE_SEARCH,
	ROUTE_ARCHIVE,
	ROUTE_RSS,
	ROUTE_SECTION,
	ROUTE_TOPIC,
	ROUTE_AUTHOR,
	ROUTES
};

struct reusable_block {
	struct str uri, content;
};

/* Categories wait for their file's end: a parent may come after its children. */
struct waiting_section {
	int64_t term_id;
	struct str slug, parent, name, description;
	bool is_saved;
};

struct attached_picture {
	uint64_t parent; /* hash of the parent's uri */
	int64_t order, post_id;
	enum attached_kind kind;
};

struct menu_entry {
	int64_t post_id, parent, order;
	struct str menu, label, url; /* menu: slug of its nav_menu */
	struct str type, object;     /* "custom"; "post_type" "page"; "taxonomy" "category" */
	int64_t object_id;
	bool opens_new;
	struct account_skip place; /* for the account */
	struct str status;
	size_t site; /* which of the places */
};

struct menu_name {
	struct str slug, name;
};

/* An attachment's page leads to its file, or to the story it belonged to if we hold no copy. */
struct picture_page {
	struct str path, parent; /* "" none; uri */
	int64_t post_id, media;
	bool has_number;
};

struct import {
	const struct import_job *job;
	struct store *store;
	struct account *account;
	struct fault *fault;
	struct arena *keep; /* for the whole import */
	struct arena item;  /* one item, and its workings */
	struct intake intake;
	bool has_uploads, was_empty; /* was_empty: no stories before */
	bool keeps_host;             /* the site's url is the exported site's */
	bool head_is_read;
	const struct zone *zone;

	size_t file; /* being read */
	size_t step;
	int64_t bytes_before, bytes_total;
	struct wxr_place place; /* of the file being read */
	struct wxr_site site;

	struct key_map seen;     /* uri -> modified, in ms */
	struct key_map rows;     /* "story URI" -> row; media section topic person user ... alike */
	struct key_map segments; /* first segments of the imported addresses */
	struct arena survey;     /* for one file's survey */
	struct key_map marks;    /* of that file: names and what tells twins apart */
	struct key_map twins;    /* names that several items have: whose it is */
	struct {
		struct waiting_section *items;
		size_t count, cap;
	} sections;
	struct {
		struct attached_picture *items;
		size_t count, cap;
	} attached; /* sorted when the stories begin */
	struct {
		struct reusable_block *items;
		size_t count, cap;
	} blocks;
	size_t block_bytes;
	struct {
		struct menu_entry *items;
		size_t count, cap;
	} menu_entries;
	struct {
		struct menu_name *items;
		size_t count, cap;
	} menu_names;
	struct {
		struct permalink_sample *items;
		size_t count, cap;
	} samples;
	struct {
		struct picture_page *items;
		size_t count, cap;
	} pages; /* whose parent was not there yet */

	/* while one story is made */
	enum err world_err;
	bool has_unknown_links, is_again; /* is_again: links were made local before */
	int64_t links_found;
	int64_t story; /* its row; 0 when new */
};

/* What a story waits for (store/waiting.h). */
#define WAIT_LINKS "links"
#define WAIT_PARENT "parent "
#define WAIT_COVER "cover "

/* wxr_survey.c */
enum err survey_item(void *self, const struct wxr_item *item) MUST_CHECK;
enum err survey_settings(struct import *import) MUST_CHECK; /* after all files */

/* wxr_twin.c */
void twin_survey(struct import *import, const struct wxr_item *item);
/* An item's name (wxr_place.h), another one if its number is another's in the same file. */
struct str twin_uri(struct import *import, struct arena *into, const struct wxr_item *item);
/* Whether "?p=" with its number leads to it: of those that share one to a single one, to a story
 * rather than a file. */
bool twin_has_number(struct import *import, const struct wxr_item *item);

/* wxr_nouns.c */
enum err nouns_author(void *self, const struct wxr_author *author) MUST_CHECK;
enum err nouns_term(void *self, const struct wxr_term *term) MUST_CHECK;
void nouns_collect(struct import *import, const struct wxr_term *term); /* only into sections */
enum err nouns_end_of_terms(struct import *import) MUST_CHECK; /* before a file's first item */
enum err nouns_item(void *self, const struct wxr_item *item) MUST_CHECK;
/* Row of a person, section, topic, made if it is not there. name may be "". */
enum err noun_person(struct import *import, struct str login, struct str name,
		     person_id *out) MUST_CHECK;
enum err noun_section(struct import *import, struct str slug, struct str name,
		      section_id *out) MUST_CHECK;
enum err noun_topic(struct import *import, struct str slug, struct str name,
		    topic_id *out) MUST_CHECK;
/* "%c3%a9t%c3%a9" is how WordPress keeps "été". */
struct str noun_slug(struct arena *into, struct str nicename);
struct str noun_login(struct arena *into, struct str login);

/* wxr_media.c */
enum err media_item(struct import *import, const struct wxr_item *item) MUST_CHECK;
/* Its old addresses, once the stories are there. */
enum err media_page(struct import *import, const struct wxr_item *item) MUST_CHECK;
enum err media_last_pages(struct import *import) MUST_CHECK;
int64_t media_by_attachment(struct import *import, struct arena *into, int64_t attachment);
/* Without scheme, www and query: how one file's addresses are compared. */
struct str media_url_key(struct import *import, struct str url);
/* The record of a file that lies elsewhere. Fails: ERR_NOT_FOUND. */
enum err media_by_address(struct import *import, struct arena *into, struct str url,
			  struct media *out) MUST_CHECK;
void media_keep(struct import *import, const struct media *media); /* for finding it again */
bool media_is_refused(struct str url);
struct str media_mime(struct str url); /* by the end of the name; "" unknown */

/* wxr_picture.c */
/* For wp_world: the record of a picture in a body, made if there is none. */
int64_t media_of_picture(void *self, struct arena *into, int64_t attachment, struct str url,
			 struct str alt);
void media_sort_attached(struct import *import);
struct attached media_attached_to(struct import *import, struct arena *into, int64_t post_id);

/* wxr_story.c */
enum err stories_item(void *self, const struct wxr_item *item) MUST_CHECK;

/* wxr_link.c */
struct wp_link link_of(void *self, struct arena *into, struct str href);
enum err links_resolve_waiting(struct import *import) MUST_CHECK;
bool link_row(struct import *import, const char *kind, struct str uri, int64_t *out);

/* wxr_address.c */
struct str address_of_item(struct import *import, struct arena *into, const struct wxr_item *item);
enum err address_by_number(struct import *import, const struct wxr_item *item,
			   const struct story *story, struct str *out) MUST_CHECK;
enum err address_keep_old(struct import *import, const struct wxr_item *item,
			  const struct story *story) MUST_CHECK;
/* A draft at path moves to another, so that what was published there can be there again. */
enum err address_make_way(struct import *import, struct str path, story_id target) MUST_CHECK;
/* Adds a former address unless something lives there. */
enum err address_add(struct import *import, struct str path, enum address_kind kind,
		     int64_t target) MUST_CHECK;

/* wxr_comment.c */
enum err comments_of_item(struct import *import, const struct wxr_item *item, story_id story,
			  bool story_is_new) MUST_CHECK;

/* wxr_menu.c */
enum err menu_collect(struct import *import, const struct wxr_item *item) MUST_CHECK;
enum err menus_make(struct import *import) MUST_CHECK;

/* wxr_import.c: the account */
struct account_skip import_place(struct import *import, const struct wxr_item *item);
enum err import_skip(struct import *import, const struct wxr_item *item, enum skip_reason reason);
void import_skip_replies(struct import *import, const struct wxr_item *item,
			 enum skip_reason reason);
void import_count(struct import *import, const struct wxr_item *item, enum outcome outcome);
enum err import_setting(struct import *import, const char *name, struct str value) MUST_CHECK;
