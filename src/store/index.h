/* SPDX-License-Identifier: Apache-2.0 */
/*
 * index.h: in which stories a word stands, in ordinary tables.
 *
 * Stories are indexed as they are saved, in the same transaction. What one transaction indexes is a
 * segment: its terms in order, each with its list (words/posting.h), packed into rows. Small
 * segments are merged into larger ones as they come, so that there are never many. A story saved
 * again is indexed again; where it stood before it is not taken out but no longer counts: its
 * record names the generation that holds it, a segment knows which generations it holds, and lists
 * are masked by that (P. O'Neil et al., The Log-Structured Merge-Tree, 1996).
 *
 * A term is a letter that says of which kind it is, and a word folded by words/:
 *   s  the stem of a word anywhere in the story, with fields, weight and places
 *   w  a word as it is spelt: the archive's vocabulary
 *   h  the first one to eight letters of a word of the headline, for as-you-type
 *
 *   - a document of a list is a story's id
 *   - a posting holds if the story's record lies within the segment's generations; of one story and
 *     term at most one does
 *   - every story is indexed, in whatever state: the desk finds drafts too; its record says from
 *     when on readers may
 *   - what a story weighs stands on the words of all stories, so an answer from here is fleeting
 *     (fact/fact.h): no fact tells when it changes
 *   - of a story with a password only headline, bylines and topics are indexed
 */
#pragma once
#include "store/store.h"
#include "words/words.h"

enum { INDEX_STEM = 's', INDEX_SPELLING = 'w', INDEX_BEGINNING = 'h' };
#define INDEX_BEGINNING_CHARS 8
#define LIMIT_TERM_BYTES (1 + LIMIT_WORD_BYTES)

/* Bits of a posting's fields. */
enum {
	FIELD_HEADLINE = 1,
	FIELD_STANDFIRST = 2,
	FIELD_BODY = 4,
	FIELD_BYLINES = 8,
	FIELD_TOPICS = 16,
	FIELD_CAPTIONS = 32,
};

/* Places of the headline; those of the other fields come after them, with a gap between fields. */
#define INDEX_NEVER ((unix_ms){ INT64_MAX }) /* visible_at of a story readers do not see */

#define INDEX_HEADLINE_PLACES 256
#define INDEX_FIELD_GAP 64
#define LIMIT_INDEXED_WORDS 200000 /* of a story; what follows is not found */

struct index_doc {
	unix_ms visible_at; /* readers see it from then on */
	unix_ms published_at;
	uint32_t generation; /* 0: it is in no list */
	uint32_t length;     /* its words, each counting as its field does */
};

struct index_docs {
	struct index_doc *items; /* by id */
	uint32_t count;          /* ids are below it */
};

/* All records. They are valid until the store is written to, or read from in a later transaction:
 * outside one they are kept, and read anew when the index changed. The same holds for links. */
enum err index_docs_read(struct store *store, struct arena *into,
			 struct index_docs *out) MUST_CHECK;

/* Sections, topics and authors of each story, for filters and counts: numbers that say of which of
 * these they are and which one, in that order. Those of story n are ids[starts[n]] up to, without
 * it, ids[starts[n + 1]]. */
enum index_link { LINK_SECTION, LINK_TOPIC, LINK_PERSON, INDEX_LINK_KINDS };
#define INDEX_LINK_SHIFT 30
#define INDEX_LINK_ID (((uint32_t)1 << INDEX_LINK_SHIFT) - 1)
struct index_links {
	const uint32_t *starts, *ids;
	uint32_t count; /* stories; their numbers are below it */
};
enum err index_links_read(struct store *store, struct arena *into,
			  struct index_links *out) MUST_CHECK;

/* One story's. */
struct index_run {
	const uint32_t *ids;
	size_t count;
};
static inline struct index_run index_links_of(const struct index_links *links, uint32_t doc)
{
	if (doc >= links->count)
		return (struct index_run){ 0 };
	return (struct index_run){ links->ids + links->starts[doc],
				   links->starts[doc + 1] - links->starts[doc] };
}

struct index_totals {
	int64_t stories, length; /* of those indexed, also before their time */
	int64_t languages;       /* bit n: enum language n occurs */
};
enum err index_totals(struct store *store, struct index_totals *out) MUST_CHECK;

/* One segment's list of a term. */
struct index_list {
	uint32_t first, last; /* generations it holds */
	uint32_t stories;     /* also such as do not hold any more */
	struct str docs, places;
};
static inline bool index_holds(const struct index_list *list, const struct index_doc *doc)
{
	return doc->generation - list->first <= list->last - list->first;
}

/* The lists of kind and word, at most one a segment, in the order of segments. */
enum err index_lists(struct store *store, struct arena *into, char kind, struct str word,
		     bool with_places, struct index_list **out, size_t *count) MUST_CHECK;

/* How many stories the word stands in, about: also such as do not hold any more. */
enum err index_stories(struct store *store, char kind, struct str word, uint32_t *out) MUST_CHECK;

/* Where there are more segments than that, neighbours become larger ones, in a transaction of its
 * own: each question then looks into fewer. For who has just brought in much and keeps nobody
 * waiting. */
enum err index_compact(struct store *store, size_t most_segments) MUST_CHECK;
/* The same a little at a time, into smaller ones, for who must not keep others waiting for long.
 * Gives: whether there was something to do. */
enum err index_compact_some(struct store *store, size_t most_segments, bool *has_merged) MUST_CHECK;

/* Terms of a kind that begin so, with how many stories have them and, of those that few have, their
 * lists; one call a segment and term, in each segment in order. What found is given is gone when it
 * returns. It may end it with another error than OK, which is given back. */
enum err index_terms(struct store *store, char kind, struct str beginning, void *self,
		     enum err (*found)(void *self, struct str word,
				       const struct index_list *list)) MUST_CHECK;

/* Stories in any state with all of the words of what somebody typed, with ids below `below`, the
 * highest first; none when it has no word. */
enum err index_find(struct store *store, struct arena *into, struct str typed, int64_t below,
		    int64_t **out, size_t *found) MUST_CHECK;

/* The lexicon for reading queries with; cleared by whoever finds it full, before use. */
struct lexicon *store_lexicon(struct store *store);
