/* SPDX-License-Identifier: Apache-2.0 */
/*
 * visit.h: one request on its way to an answer: who asks for what, the site's settings, and what
 * several parts of a page need but is read at most once.
 *
 * A visit lives as long as its answer; views and templates hold pointers to it, so it never moves.
 * What it gathers lazily (sections, menus) is read when a template first asks; a failure then is
 * kept in `trouble`, for whoever runs the template to look at.
 */
#pragma once
#include "http/form.h"
#include "http/message.h"
#include "site/app.h"
#include "site/settings.h"

/* A list's page beyond this is not there: its offset stays a sane number. */
#define LIMIT_PAGE_NUMBER 1000000

enum menu_place { MENU_PRIMARY, MENU_SECONDARY, MENU_FOOTER, MENU_PLACES };

struct visit {
	struct app *app;
	struct store *store;
	const struct http_request *request;
	struct arena *arena;
	struct site_settings settings;
	struct str url;  /* the site's, absolute, no slash at the end */
	struct str path; /* what is asked for: as url_normal_path() spells it */
	struct form
		query; /* looked at by visit_param() alone: whether it is empty is a question too */
	struct query_asked *asked; /* what was looked at of it */
	int64_t page;              /* of a list; 1 is the first */
	unix_ms now;
	struct fact_set facts;
	const char **settings_noted; /* names of fields, where they stand in the program */
	struct fault fault;
	enum err trouble;
	bool theme_failed; /* a template could not be run: our fault, whatever the error is called
			    */
	struct theme_world world;
	struct str style_sources; /* styles that stand in the page, for its policy */

	struct section *sections; /* see visit_sections() */
	size_t section_count;
	bool has_sections;
	struct menu menus[MENU_PLACES];
	bool has_menu[MENU_PLACES];
};

/* Takes: everything but out lives as long as the visit. Notes what is read from here on, until
 * visit_end(). Fails: ERR_INVALID (an address that is none), ERR_TOO_BIG, ERR_BUSY, ERR_IO; out can
 * then still be used for an error page. */
enum err visit_begin(struct app *app, const struct http_request *request, struct arena *arena,
		     struct visit *out) MUST_CHECK;
void visit_end(struct visit *visit); /* ends the noting */

/* What the setting says; the page stands on it from then on. field: of struct site_settings, but
 * for url, base_path and the routes, on which every page stands. */
#define VISIT_SETTING(visit, field)                                                                \
	(*(visit_note_setting(visit, S(#field)), &(visit)->settings.field))
void visit_note_setting(const struct visit *visit, struct str field);
/* The page shows the day: it ends at midnight in the site's zone. */
void visit_note_midnight(struct visit *visit);
void visit_note_new_year(struct visit *visit); /* the same of the year */

struct query_asked {
	struct str *items; /* names; of the rest of the query the page knows nothing */
	size_t count, cap;
	bool is_all; /* or of the whole as it was sent */
};
/* The query with those parameters that were looked at so far, there or not. */
struct str visit_query(const struct visit *visit);
/* As it was sent: for who hands it on. */
struct str visit_whole_query(const struct visit *visit);
struct str visit_asked(const struct visit *visit); /* as struct site_answer has it */

/* A parameter of the query; "" when absent. */
struct str visit_param(const struct visit *visit, struct str name);
/* The same as a number above 0; fallback for anything else. */
int64_t visit_param_number(const struct visit *visit, struct str name, int64_t fallback);

/* path behind the site's own address; an address that is whole already stays as it is. */
struct str visit_absolute(const struct visit *visit, struct str path);
/* Page n of the list at path: "/section/town/page/2/". */
struct str visit_list_page(const struct visit *visit, struct str path, int64_t n);
/* RFC 3339 in the site's zone; "" for no time. */
struct str visit_time(const struct visit *visit, unix_ms at);

/* All sections, parents first, without their counts; of those at the top what they are called may
 * be shown, of others only what visit_section() gives. */
const struct section *visit_sections(struct visit *visit, size_t *count);
const struct section *visit_section(struct visit *visit, section_id id); /* NULL if there is none */
/* The one it stands in. */
section_id visit_section_above(const struct visit *visit, const struct section *section);
/* Those at the top in the order of the primary menu, and after them those it does not lead to. */
struct section_order {
	const struct section **items;
	size_t count, cap;
};
struct section_order visit_top_sections(struct visit *visit);
/* A section's place in the order of those at the top, for its colour: 0..7. */
int visit_hue(struct visit *visit, section_id id);
const struct menu *visit_menu(struct visit *visit, enum menu_place place);
