/* SPDX-License-Identifier: Apache-2.0 */
/* taxonomy.h: sections (a tree), topics and people. save: new when id is 0; slug empty is made from
 * the name; path empty is made from the slug. Fails as stories do: ERR_CONFLICT, ERR_NOT_FOUND. */
#pragma once
#include "store/store.h"

enum err store_section_save(struct store *store, const struct section *section,
			    section_id *out) MUST_CHECK;
/* Who shows its description notes that: store/shown.h. */
enum err store_section(struct store *store, struct arena *into, section_id id,
		       struct section *out) MUST_CHECK;
/* The section it stands in; 0 at the top, and for one that is not there. */
enum err store_section_parent(struct store *store, section_id id, section_id *out) MUST_CHECK;
enum err store_section_by_slug(struct store *store, struct arena *into, struct str slug,
			       struct section *out) MUST_CHECK;
enum err store_section_by_uri(struct store *store, struct arena *into, struct str uri,
			      struct section *out) MUST_CHECK;
/* All, parents before children, each level by name; story_count filled (posts in it or below).
 * An answer that stands on each count changes with nearly every publication: a page that only
 * names the sections asks store_section_tree(), which leaves story_count 0. */
enum err store_sections(struct store *store, struct arena *into, struct section **out,
			size_t *count) MUST_CHECK;

enum err store_section_tree(struct store *store, struct arena *into, struct section **out,
			    size_t *count) MUST_CHECK;

enum err store_topic_save(struct store *store, const struct topic *topic, topic_id *out) MUST_CHECK;
/* Of these too. */
enum err store_topic(struct store *store, struct arena *into, topic_id id,
		     struct topic *out) MUST_CHECK;
/* By its slug, or another of its names spelled as one (topic_alias.h). */
enum err store_topic_by_slug(struct store *store, struct arena *into, struct str slug,
			     struct topic *out) MUST_CHECK;
enum err store_topic_by_uri(struct store *store, struct arena *into, struct str uri,
			    struct topic *out) MUST_CHECK;
/* By public story count, most first; internal ones are left out. */
enum err store_topics(struct store *store, struct arena *into, int64_t limit, struct topic **out,
		      size_t *count) MUST_CHECK;

enum err store_person_save(struct store *store, const struct person *person,
			   person_id *out) MUST_CHECK;
/* Of these too. */
enum err store_person(struct store *store, struct arena *into, person_id id,
		      struct person *out) MUST_CHECK;
enum err store_person_by_slug(struct store *store, struct arena *into, struct str slug,
			      struct person *out) MUST_CHECK;
enum err store_person_by_uri(struct store *store, struct arena *into, struct str uri,
			     struct person *out) MUST_CHECK;
/* By name; story_count filled. */
enum err store_people(struct store *store, struct arena *into, int64_t limit, struct person **out,
		      size_t *count) MUST_CHECK;
