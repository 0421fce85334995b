/* SPDX-License-Identifier: Apache-2.0 */
/* ninjs_import.c: files of news items into a site, in one transaction. */
#include "exchange/import.h"
#include "exchange/json_items.h"
#include "exchange/ninjs.h"
#include "news/slug.h"
#include "os/control.h"
#include "os/os.h"
#include "store/story.h"
#include "store/taxonomy.h"

#define ITEM_BYTES ((size_t)1 << 30) /* of address space, for one item */

struct ninjs_import {
	const struct import_job *job;
	struct store *store;
	struct account *account;
	struct fault *fault;
	struct arena item;
	size_t file, type;
	int64_t number, line; /* of the item in its file */
	int64_t bytes_before, bytes_total;
};

static enum err skip(struct ninjs_import *import, enum skip_reason reason)
{
	account_skip(import->account, (struct account_skip){ .file = import->file,
							     .line = import->line,
							     .id = import->number,
							     .type = import->type,
							     .reason = reason });
	account_item(import->account, import->type, S(""), OUTCOME_SKIPPED);
	return OK;
}

static enum err find_topic(struct ninjs_import *import, struct str name, topic_id *out)
{
	struct topic topic = { 0 };
	struct str slug = slug_from_text(&import->item, name);
	enum err err = slug.len ? store_topic_by_slug(import->store, &import->item, slug, &topic)
				: ERR_NOT_FOUND;
	*out = topic.id;
	if (err != ERR_NOT_FOUND)
		return err;
	TRY(store_topic_save(import->store, &(struct topic){ .name = name }, out));
	import->account->topics.of[OUTCOME_NEW]++;
	return OK;
}

static enum err find_person(struct ninjs_import *import, struct str name, person_id *out)
{
	struct person person = { 0 };
	struct str slug = slug_from_text(&import->item, name);
	enum err err = slug.len ? store_person_by_slug(import->store, &import->item, slug, &person)
				: ERR_NOT_FOUND;
	*out = person.id;
	if (err != ERR_NOT_FOUND)
		return err;
	person = (struct person){ .name = name, .is_guest = true };
	TRY(store_person_save(import->store, &person, out));
	import->account->people.of[OUTCOME_NEW]++;
	return OK;
}

/* Two names of one slug are one topic, which stands in a story once. */
static enum err add_links(struct ninjs_import *import, const struct ninjs_item *item,
			  struct story *story)
{
	story->topics = arena_new(&import->item, struct topic, item->topic_count + 1);
	story->bylines = arena_new(&import->item, struct byline, item->author_count + 1);
	for (size_t i = 0; i < item->topic_count; i++) {
		topic_id id;
		size_t at = 0;
		TRY(find_topic(import, item->topics[i], &id));
		while (at < story->topic_count && story->topics[at].id.n != id.n)
			at++;
		story->topics[at].id = id;
		story->topic_count += at == story->topic_count;
	}
	for (size_t i = 0; i < item->author_count; i++)
		TRY(find_person(import, item->authors[i],
				&story->bylines[story->byline_count++].person.id));
	return OK;
}

/* What an item does not say stays as it is here. */
static void keep_what_is_ours(const struct story *is, struct story *story)
{
	story->id = is->id;
	story->slug = is->slug;
	story->path = is->path;
	story->sections = is->sections;
	story->section_count = is->section_count;
	story->cover = is->cover;
	story->is_lead = is->is_lead;
	story->replies = is->replies;
	story->password = is->password;
	story->meta_title = is->meta_title;
	story->meta_description = is->meta_description;
	story->canonical_url = is->canonical_url;
	story->template_name = is->template_name;
	if (!story->language.len)
		story->language = is->language;
}

static enum err save(struct ninjs_import *import, const struct ninjs_item *item)
{
	struct story story = item->story, is;
	enum err err = store_story_by_uri(import->store, &import->item, story.uri, &is);
	if (err && err != ERR_NOT_FOUND)
		return err;
	bool is_new = err == ERR_NOT_FOUND;
	if (!time_is_set(story.published_at))
		story.published_at = is_new ? store_now(import->store) : is.published_at;
	if (!is_new && time_is_set(story.updated_at) && is.updated_at.ms > story.updated_at.ms)
		return skip(import, SKIP_OLDER);
	if (!time_is_set(story.updated_at))
		story.updated_at = is_new ? story.published_at : is.updated_at;
	if (!is_new)
		keep_what_is_ours(&is, &story);
	else if (!story.headline.len) /* named by what tells it from others */
		story.slug = slug_from_text(&import->item, story.uri);
	TRY(add_links(import, item, &story));
	if (!is_new && !store_story_differs(&is, &story)) {
		account_item(import->account, import->type, S(""), OUTCOME_SAME);
		return OK;
	}
	TRY(store_story_save(import->store, &story, (person_id){ 0 }, S("imported"), &story.id));
	account_item(import->account, import->type, story_status_name(story.status),
		     is_new ? OUTCOME_NEW : OUTCOME_UPDATED);
	return OK;
}

static enum err take_item(struct ninjs_import *import, struct str text)
{
	struct ninjs_item *item = arena_new(&import->item, struct ninjs_item, 1);
	struct str why = S("");
	enum err err = ninjs_read(&import->item, text, item, &why);
	import->account->items++;
	import->number++;
	if (err == ERR_TOO_BIG)
		return skip(import, SKIP_TOO_BIG);
	if (err)
		return fault_set(import->fault, err, "%.*s:%lld: %.*s",
				 STR_ARG(import->job->files[import->file]), (long long)import->line,
				 STR_ARG(why));
	import->account->replaced += item->replaced;
	if (!item->story.uri.len)
		return skip(import, SKIP_NO_ID);
	return save(import, item);
}

static enum err read_bytes(void *self, char *out, size_t room, size_t *got)
{
	return os_read(*(int *)self, out, room, got);
}

static enum err read_items(struct ninjs_import *import, struct json_items *items)
{
	const struct import_job *job = import->job;
	bool is_there = true;
	struct str text;
	for (;;) {
		struct arena_mark mark = arena_mark(&import->item);
		TRY(json_items_next(items, &text, &import->line, &is_there, import->fault));
		if (!is_there)
			return OK;
		TRY(take_item(import, text));
		arena_reset(&import->item, mark);
		if (job->progress)
			job->progress(job->self, import->bytes_before + json_items_bytes(items),
				      import->bytes_total);
	}
}

static enum err read_file(struct ninjs_import *import)
{
	CLEANUP(os_close) int fd = -1;
	struct str name = import->job->files[import->file];
	TRY(os_open_read(name, &fd, import->fault));
	const struct json_source source = { name, &fd, read_bytes };
	CLEANUP(json_items_close) struct json_items *items = json_items_open(&source);
	int64_t skipped = import->account->types.items[import->type].tally.of[OUTCOME_SKIPPED];
	import->number = 0;
	TRY(read_items(import, items));
	import->bytes_before += json_items_bytes(items);
	skipped = import->account->types.items[import->type].tally.of[OUTCOME_SKIPPED] - skipped;
	if (import->number && skipped == import->number && import->account->skips.count &&
	    import->account->skips.items[import->account->skips.count - 1].reason == SKIP_NO_ID)
		return fault_set(import->fault, ERR_INVALID,
				 "%.*s:1: JSON, but no news items (ninjs): none has a uri",
				 STR_ARG(name));
	return OK;
}

static enum err run(struct ninjs_import *import)
{
	const struct import_job *job = import->job;
	for (import->file = 0; import->file < job->file_count; import->file++) {
		struct os_stat stat;
		if (os_stat(job->files[import->file], &stat) == OK)
			import->bytes_total += stat.size;
	}
	for (import->file = 0; import->file < job->file_count; import->file++)
		TRY(read_file(import));
	return OK;
}

static enum err run_in_txn(struct ninjs_import *import)
{
	CLEANUP(txn_end) struct txn txn = { 0 };
	TRY(txn_begin(&txn, import->store));
	TRY(run(import));
	return txn_commit(&txn);
}

enum err import_ninjs(const struct import_job *job, struct arena *keep, struct account *account,
		      struct fault *fault)
{
	struct ninjs_import import = {
		.job = job, .store = job->store, .account = account, .fault = fault
	};
	*account = account_in(keep);
	account->files = arena_new(keep, struct str, job->file_count + 1);
	for (size_t i = 0; i < job->file_count; i++)
		account->files[account->file_count++] = str_dup(keep, job->files[i]);
	import.type = account_type(account, S("news item"));
	import.item = arena_open(ITEM_BYTES);
	enum err err = run_in_txn(&import);
	arena_close(&import.item);
	if (err)
		return fault_set(fault, err, "%.300s", store_fault(job->store)->text);
	control_ring(job->site_folder);
	return OK;
}
