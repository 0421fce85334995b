/* SPDX-License-Identifier: Apache-2.0 */
/*
 * head.h: what {{ghost_head}} says of a page: its own address, those before and after, what it is
 * about, and where its feeds are.
 *
 * Filled by whoever makes the page; addresses are root-relative here and absolute in the page.
 */
#pragma once
#include "html/html.h"
#include "site/visit.h"

enum { HEAD_DATA_MAX = 4 };

struct head {
	struct str title;       /* of the page alone, without the paper's name */
	struct str description; /* plain text */
	struct str canonical;   /* "" for pages that have no address of their own: errors */
	struct str prev, next;
	struct str robots;                /* "noindex"; "" none */
	const struct story *story;        /* the one the page shows; NULL */
	struct str feed_title, feed_path; /* of this page's own feeds: "/section/town/"; "" none */
	struct html data[HEAD_DATA_MAX];  /* JSON-LD */
	size_t data_count;
};

void head_add_data(struct head *head, struct html json); /* empty ones are left out */
/* The object that the partial site-head sees. */
struct value head_view(struct visit *visit, const struct head *head);
