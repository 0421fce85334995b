/* SPDX-License-Identifier: Apache-2.0 */
/*
 * app.h: what a worker has at hand while it answers: one open store, one theme.
 *
 * Made once a process. Handlers get it beside the request and its arena.
 */
#pragma once
#include "http/message.h"
#include "store/store.h"
#include "theme/theme.h"

struct spam_filter; /* comment/spam.h */

/* What goes out to others' servers, as site.conf has it. */
struct app_post {
	bool has_mail;        /* there is a mail server, and a process that speaks to it */
	bool asks_service;    /* and a spam service */
	struct str mail_from; /* the sender's address */
	int64_t retry_s;      /* the first pause before something is tried again */
};

struct app {
	struct store *store;
	const struct theme *theme;
	const struct theme *desk_theme; /* the newsroom's screens; NULL in a reader */
	struct str site_folder;
	struct str url_override; /* --url; "" none */
	bool is_development;     /* theme errors are shown on the page */
	struct str form_key;     /* of the forms in pages: comment/secret.h; drawn from SITE/secret */
	struct str desk_secret;  /* SITE/secret itself; "" where only pages are made */
	struct app_post post;
	unix_ms tidied_at; /* when old network addresses were dropped last; {0} not yet */
	struct spam_filter *spam_filter; /* the desk's, opened with its first reply; NULL until then
					    and in readers */
};

/* A page, and what a cache of pages has to know of it. */
struct site_answer {
	struct http_response response;
	struct fact_set facts; /* what it stood on, and until when */
	int64_t sequence;      /* of the newest touch it could see */
	bool may_keep;         /* it may be shown again to anybody while its facts hold */
	struct str asked;      /* what it looked at of the query: http/packed.h */
};

/* GET and HEAD: every reader's page, feed and sitemap. Always answers (500 with the error page at
 * worst). All it reads is of one state of the database. */
struct site_answer site_answer(struct app *app, const struct http_request *request,
			       struct arena *arena);
struct http_response site_serve(struct app *app, const struct http_request *request,
				struct arena *arena); /* the response alone */
/* What changes something: replies. The newsroom's screens come here too. */
struct http_response desk_serve(struct app *app, const struct http_request *request,
				struct arena *arena);
