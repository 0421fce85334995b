/* SPDX-License-Identifier: Apache-2.0 */
/* person.c: people: authors with and without a sign-in. */
#include "store/media.h"
#include "store/index_private.h"
#include "store/store_private.h"
#include "store/term.h"

#include "news/line.h"
#define COLUMNS "id, slug, name, path, bio, website, location, uri, picture, is_guest"

struct people {
	struct person *items;
	size_t count, cap;
};

static struct person take_person(struct query *q, struct arena *into)
{
	struct person person = { .id.n = db_i64(q) };
	person.slug = db_str(q, into);
	person.name = db_str(q, into);
	person.path = db_str(q, into);
	person.bio = html_trusted(db_str(q, into));
	person.website = db_str(q, into);
	person.location = db_str(q, into);
	person.uri = db_str(q, into);
	person.picture.id.n = db_i64(q);
	person.is_guest = db_i64(q) != 0;
	return person;
}

/* Puts the whole picture records in; one that is not there becomes none. Notes nothing. */
static enum err fill_pictures(struct store *store, struct arena *into, void *rows, size_t count)
{
	SCRATCH(store);
	CLEANUP(noting_again)
	struct unnoted unnoted __attribute__((unused)) = noting_stop(store);
	struct person *people = rows;
	struct media *pictures = NULL;
	size_t wanted = 0, found = 0;
	media_id *ids = arena_new(&store->scratch, media_id, count + 1);
	for (size_t i = 0; i < count; i++)
		if (people[i].picture.id.n)
			ids[wanted++] = people[i].picture.id;
	if (wanted)
		TRY(store_media_many(store, into, ids, wanted, &pictures, &found));
	for (size_t i = 0; i < count; i++) {
		struct media *picture = &people[i].picture;
		int64_t id = picture->id.n;
		*picture = (struct media){ 0 };
		for (size_t m = 0; m < found && id; m++)
			if (pictures[m].id.n == id)
				*picture = pictures[m];
	}
	return OK;
}

/* A person's picture is shown, and nothing said of it. */
static void note_pictures(struct store *store, const struct person *people, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (people[i].picture.id.n)
			note_id(store, FACT_MEDIA, people[i].picture.id.n);
}

enum err store_person(struct store *store, struct arena *into, person_id id, struct person *out)
{
	struct person *found;
	size_t count;
	TRY(people_by_ids(store, into, &id.n, 1, &found, &count));
	if (count == 0)
		return ERR_NOT_FOUND;
	*out = found[0];
	return OK;
}

enum err store_person_by_slug(struct store *store, struct arena *into, struct str slug,
			      struct person *out)
{
	person_id id;
	TRY(term_by_slug(store, ADDRESS_PERSON, slug, &id.n));
	return store_person(store, into, id, out);
}

enum err store_person_by_uri(struct store *store, struct arena *into, struct str uri,
			     struct person *out)
{
	person_id id;
	TRY(term_by_uri(store, ADDRESS_PERSON, uri, &id.n));
	return store_person(store, into, id, out);
}

static void take_row(struct query *q, struct arena *into, void *row)
{
	*(struct person *)row = take_person(q, into);
}

enum err people_by_ids(struct store *store, struct arena *into, const int64_t *ids, size_t count,
		       struct person **out, size_t *found)
{
	static const struct term_rows kind = {
		.sql = STR_CONST("SELECT " COLUMNS " FROM person WHERE id IN ({ids})"),
		.memo = MEMO_PERSON,
		.fact = FACT_PERSON,
		.size = sizeof(struct person),
		.take = take_row,
		.fill = fill_pictures,
	};
	void *rows;
	TRY(term_rows_by_ids(store, into, &kind, ids, count, &rows, found));
	*out = rows;
	note_pictures(store, *out, *found);
	return OK;
}

enum err store_people(struct store *store, struct arena *into, int64_t limit, struct person **out,
		      size_t *count)
{
#define SELECT(how)                                                                                \
	S("SELECT " COLUMNS ", " how("6", "person") " FROM person ORDER BY name, id LIMIT ?2")
	struct people all = { 0 };
	bool some_wait;
	note(store, FACT_PEOPLE);
	note(store, FACT_PEOPLE_COUNTS);
	TRY(terms_wait(store, &some_wait));
	CLEANUP(db_done)
	struct query q = db_query(store->db, some_wait ? SELECT(TERM_COUNT_EXACT)
						       : SELECT(TERM_COUNT_SETTLED));
#undef SELECT
	db_put_time(&q, store->now);
	db_put_i64(&q, limit);
	for (bool has_row = true;;) {
		TRY(db_next(&q, &has_row));
		if (!has_row)
			break;
		struct person *person = list_push(into, &all);
		*person = take_person(&q, into);
		person->story_count = db_i64(&q);
	}
	TRY(fill_pictures(store, into, all.items, all.count));
	note_pictures(store, all.items, all.count);
	*out = all.items;
	*count = all.count;
	return OK;
}

static bool is_same(const struct person *a, const struct person *b)
{
	return str_eq(a->slug, b->slug) && str_eq(a->name, b->name) && str_eq(a->path, b->path) &&
	       str_eq(a->bio.s, b->bio.s) && str_eq(a->website, b->website) &&
	       str_eq(a->location, b->location) && str_eq(a->uri, b->uri) &&
	       a->picture.id.n == b->picture.id.n && a->is_guest == b->is_guest;
}

static enum err write_person(struct store *store, const struct person *person, person_id *out)
{
	CLEANUP(db_done)
	struct query q = db_query(
		store->db,
		person->id.n
			? S("UPDATE person SET slug = ?1, name = ?2, path = ?3, bio = ?4, "
			    "website = ?5, location = ?6, uri = ?7, picture = ?8, is_guest = ?9 "
			    "WHERE id = ?10 RETURNING id")
			: S("INSERT INTO person (slug, name, path, bio, website, location, uri, "
			    "picture, is_guest) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9) "
			    "RETURNING id"));
	db_put_str(&q, person->slug);
	db_put_str(&q, person->name);
	db_put_str(&q, person->path);
	db_put_str(&q, person->bio.s);
	db_put_str(&q, person->website);
	db_put_str(&q, person->location);
	db_put_str(&q, person->uri);
	db_put_i64(&q, person->picture.id.n);
	db_put_i64(&q, person->is_guest);
	if (person->id.n)
		db_put_i64(&q, person->id.n);
	TRY(db_one(&q));
	out->n = db_i64(&q);
	return OK;
}

/* What is shown wherever it is named. */
static bool name_differs(const struct person *is, const struct person *next)
{
	return !is->id.n || !str_eq(is->name, next->name) || !str_eq(is->slug, next->slug) ||
	       !str_eq(is->path, next->path) || is->picture.id.n != next->picture.id.n;
}

static void touch_change(struct store *store, const struct person *is, const struct person *next)
{
	if (name_differs(is, next)) {
		touch_id(store, FACT_PERSON, next->id.n);
		touch(store, FACT_PEOPLE);
	}
	if (is->picture.id.n != next->picture.id.n) {
		touch_id(store, FACT_MEDIA_SHOWN, is->picture.id.n);
		touch_id(store, FACT_MEDIA_SHOWN, next->picture.id.n);
	}
	touch_id(store, FACT_ABOUT_PERSON, next->id.n);
	term_touch_slug(store, ADDRESS_PERSON, is->slug, next->slug);
	term_touch_uri(store, ADDRESS_PERSON, is->uri, next->uri);
}

enum err store_person_save(struct store *store, const struct person *draft, person_id *out)
{
	WORK(store);
	must_be_writing(store);
	struct person is = { 0 }, person = *draft;
	person.name = line_clean(&store->work, person.name);
	if (person.id.n)
		TRY(store_person(store, &store->work, person.id, &is));
	struct term term = { .kind = ADDRESS_PERSON,
			     .id = person.id.n,
			     .name = person.name,
			     .slug = person.slug,
			     .path = person.path };
	TRY(term_settle(store, &store->work, &term));
	person.slug = term.slug;
	person.path = term.path;
	if (person.id.n && is_same(&is, &person)) {
		*out = person.id;
		return OK;
	}
	TRY(write_person(store, &person, &person.id));
	TRY(address_claim(store, person.path, ADDRESS_PERSON, person.id.n));
	touch_change(store, &is, &person);
	if (draft->id.n && !str_eq(is.name, person.name))
		TRY(index_renamed_person(store, person.id));
	*out = person.id;
	return OK;
}
