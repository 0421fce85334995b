/* SPDX-License-Identifier: Apache-2.0 */
/*
 * tale.h: the nth story of a newspaper that never was, spliced from real texts.
 *
 * The nth story is the same in every run and in sites of every size: it is drawn with dice that
 * begin at its number. How often sections, topics and authors are used is skewed as in a newsroom:
 * the first takes the most. Stories come oldest first; later years have more of them.
 */
#pragma once
#include "corpus.h"
#include "dice.h"

enum { TALE_SECTIONS = 12, TALE_SUBSECTIONS = 12, TALE_PARAGRAPHS_MAX = 12, TALE_TOPICS_MAX = 5 };

/* How much there is of everything in a paper of so many stories. */
struct paper {
	const struct corpus *corpus;
	uint64_t stories, topics, authors;
};

struct paper paper_of(const struct corpus *corpus, uint64_t stories);
struct str paper_section(size_t at);    /* its name; those from TALE_SECTIONS on lie below */
size_t paper_section_parent(size_t at); /* SIZE_MAX: at the top */
struct str paper_topic(const struct paper *paper, uint64_t at);
struct str paper_author(struct arena *into, uint64_t at);

struct tale {
	uint64_t number; /* from 0 */
	size_t document; /* it begins as this one does: tales of one document are near to each */
	struct str headline, standfirst;
	struct str paragraphs[TALE_PARAGRAPHS_MAX]; /* plain text */
	size_t paragraph_count;
	size_t section;
	uint64_t topics[TALE_TOPICS_MAX]; /* without doubles */
	size_t topic_count;
	uint64_t author;
	bool has_cover;
	uint64_t see_also, link; /* numbers of earlier stories + 1; 0 none */
	size_t replies;          /* 5 % of stories have some */
	unix_ms published_at;
};

/* A paragraph as the cleaner writes it. */
void tale_put_paragraph(struct buf *out, struct str text);
/* The text as a story's body, already as the cleaner leaves it: cleaning it again would be most of
 * the work of growing. see_also, link: the ids of those stories; 0 none. */
void tale_put_body(struct buf *out, const struct tale *tale, int64_t see_also, int64_t link);
void tale_tell(const struct paper *paper, struct arena *into, uint64_t number, struct tale *out);
/* The words of one reply. */
struct str tale_reply(const struct paper *paper, const struct tale *tale, size_t at);
