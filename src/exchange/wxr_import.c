/* SPDX-License-Identifier: Apache-2.0 */
/* wxr_import.c: the order of things, and what happens when one fails. */
#include "exchange/wxr_import.h"

#include "exchange/wxr_type.h"
#include "http/url.h"
#include "os/control.h"
#include "os/os.h"
#include "store/setting.h"
#include "store/story.h"

enum { STEPS = 3 };

struct account_skip import_place(struct import *import, const struct wxr_item *item)
{
	return (struct account_skip){
		.file = import->file,
		.line = item->line,
		.id = item->post_id,
		.type = account_type(import->account, wxr_type_name(item)),
	};
}

void import_count(struct import *import, const struct wxr_item *item, enum outcome outcome)
{
	account_item(import->account, account_type(import->account, wxr_type_name(item)),
		     wxr_status_name(item), outcome);
}

enum err import_skip(struct import *import, const struct wxr_item *item, enum skip_reason reason)
{
	struct account_skip place = import_place(import, item);
	place.reason = reason;
	account_skip(import->account, place);
	import_count(import, item, OUTCOME_SKIPPED);
	import_skip_replies(import, item, SKIP_COMMENT_ITEM);
	return OK;
}

void import_skip_replies(struct import *import, const struct wxr_item *item,
			 enum skip_reason reason)
{
	struct account_skip place = import_place(import, item);
	place.reason = reason;
	for (size_t i = 0; i < item->comments.count; i++) {
		place.comment = item->comments.items[i].id;
		account_skip(import->account, place);
		import->account->comments.of[OUTCOME_SKIPPED]++;
	}
}

enum err import_setting(struct import *import, const char *name, struct str value)
{
	enum err err = store_setting_set(import->store, str_of(name), value);
	if (err == ERR_INVALID)
		return OK; /* what the old site called its language need not be one */
	if (!err)
		*list_push(import->keep, &import->account->settings) =
			str_fmt(import->keep, "%s: %.*s", name,
				STR_ARG(utf8_first(str_cut(value, '\n').head, 200)));
	return err;
}

/* reading */

static enum err read_file(void *self, char *out, size_t room, size_t *got)
{
	return os_read(*(int *)self, out, room, got);
}

static void report(void *self, int64_t bytes)
{
	struct import *import = self;
	const struct import_job *job = import->job;
	if (job->progress)
		job->progress(job->self,
			      (int64_t)import->step * import->bytes_total + import->bytes_before +
				      bytes,
			      STEPS * import->bytes_total);
}

static bool url_host_is(struct import *import, struct str url)
{
	struct own_address own;
	return wxr_own_address(&import->item, &import->place,
			       str_fmt(&import->item, "%.*s/", STR_ARG(url)), &own) ||
	       (import->place.base_path.len &&
		wxr_own_address(&import->item, &import->place,
				str_fmt(&import->item, "%.*s%.*s/", STR_ARG(url),
					STR_ARG(import->place.base_path)),
				&own));
}

static enum err on_site(void *self, const struct wxr_site *site)
{
	struct import *import = self;
	struct str url;
	import->place = wxr_place_of(import->keep, site->base_blog_url, site->link);
	if (import->step == 0 && import->file == 0)
		import->site = (struct wxr_site){
			.title = str_dup(import->keep, site->title),
			.description = str_dup(import->keep, site->description),
			.language = str_dup(import->keep, site->language),
		};
	TRY(store_setting(import->store, &import->item, S("url"), &url));
	import->keeps_host = url_host_is(import, url);
	return import->step == 1 ? nouns_end_of_terms(import) : OK;
}

static enum err survey_term(void *self, const struct wxr_term *term)
{
	nouns_collect(self, term);
	return OK;
}

static const struct wxr_handler handlers[STEPS] = {
	{ .term = survey_term, .site = on_site, .item = survey_item, .progress = report },
	{ .author = nouns_author,
	  .term = nouns_term,
	  .site = on_site,
	  .item = nouns_item,
	  .progress = report },
	{ .site = on_site, .item = stories_item, .progress = report },
};

/* Names of terms and authors are found by where the site lived, which the head says last: the head
 * is read for itself first. */
static enum err only_site(void *self, const struct wxr_site *site)
{
	struct import *import = self;
	import->place = wxr_place_of(import->keep, site->base_blog_url, site->link);
	import->head_is_read = true;
	return ERR_CONFLICT;
}

static enum err read_once(struct import *import, const struct wxr_handler *handler,
			  struct wxr_totals *totals)
{
	CLEANUP(os_close) int fd = -1;
	const struct import_job *job = import->job;
	struct str name = job->files[import->file];
	enum err err = os_open_read(name, &fd, import->fault);
	if (err)
		return err;
	struct wxr_source source = { name, &fd, read_file };
	return wxr_read(source, handler, &import->item, totals, import->fault);
}

static enum err read_head(struct import *import)
{
	struct wxr_totals totals;
	struct wxr_handler handler = { .self = import, .site = only_site };
	import->head_is_read = false;
	enum err err = read_once(import, &handler, &totals);
	return import->head_is_read ? OK : err;
}

static enum err read_step(struct import *import, size_t step)
{
	const struct import_job *job = import->job;
	struct arena_mark start = arena_mark(&import->survey);
	import->step = step;
	import->bytes_before = 0;
	for (import->file = 0; import->file < job->file_count; import->file++) {
		struct wxr_handler handler = handlers[step];
		struct wxr_totals totals;
		struct os_stat stat;
		handler.self = import;
		import->sections.count = 0;
		import->marks = key_map_in(&import->survey);
		TRY(read_head(import));
		TRY(read_once(import, &handler, &totals));
		if (step == 0) {
			import->account->items += totals.items;
			import->account->replaced += totals.replaced;
			import->marks = (struct key_map){ 0 };
			arena_reset(&import->survey, start);
		}
		if (os_stat(job->files[import->file], &stat) == OK)
			import->bytes_before += stat.size;
	}
	import->file = 0;
	return OK;
}

/* the whole */

static enum err check_sum(struct import *import)
{
	int64_t sum = 0;
	for (size_t i = 0; i < import->account->types.count; i++)
		sum += tally_total(&import->account->types.items[i].tally);
	return sum == import->account->items ? OK
					     : fault_set(import->fault, ERR_CONFLICT,
							 "%.*s changed while it was being read",
							 STR_ARG(import->job->files[0]));
}

static enum err run(struct import *import)
{
	TRY(read_step(import, 0));
	TRY(survey_settings(import));
	TRY(read_step(import, 1));
	media_sort_attached(import);
	TRY(read_step(import, 2));
	TRY(media_last_pages(import));
	TRY(menus_make(import));
	TRY(links_resolve_waiting(import));
	return check_sum(import);
}

static enum err begin(struct import *import)
{
	const struct import_job *job = import->job;
	struct str name;
	int64_t stories = 0;
	struct story_list list;
	if (job->file_count > LIMIT_IMPORT_FILES)
		return fault_set(import->fault, ERR_TOO_BIG, "more than %d files at once",
				 LIMIT_IMPORT_FILES);
	for (size_t i = 0; i < job->file_count; i++) {
		struct os_stat stat;
		enum err err = os_stat(job->files[i], &stat);
		if (err || stat.is_folder)
			return fault_set(import->fault, err ? err : ERR_INVALID, "%.*s: %s",
					 STR_ARG(job->files[i]),
					 err ? err_name(err) : "a folder, not an export");
		import->bytes_total += stat.size;
	}
	import->has_uploads = job->uploads.len > 0;
	if (import->has_uploads)
		TRY(intake_open(&import->intake, import->keep, job->site_folder, job->uploads,
				import->fault));
	TRY(store_story_scan(import->store, &import->item, (story_id){ 0 }, 1, &list));
	stories = (int64_t)list.count;
	import->was_empty = stories == 0;
	TRY(store_setting(import->store, import->keep, S("timezone"), &name));
	return zone_open(import->keep, name, &import->zone);
}

static enum err run_in_transaction(struct import *import)
{
	CLEANUP(txn_end) struct txn txn = { 0 };
	TRY(begin(import));
	TRY(txn_begin(&txn, import->store));
	TRY(run(import));
	return txn_commit(&txn);
}

static enum err explain(struct import *import, enum err err)
{
	const struct fault *detail = store_fault(import->store);
	if (import->fault->text[0])
		return err;
	return fault_set(import->fault, err, "%.*s: %s",
			 STR_ARG(import->file < import->job->file_count
					 ? import->job->files[import->file]
					 : S("the site")),
			 detail && detail->text[0] ? detail->text : err_name(err));
}

enum err import_wxr(const struct import_job *job, struct arena *keep, struct account *account,
		    struct fault *fault)
{
	CLEANUP(arena_close) struct arena item = arena_open(LIMIT_WXR_ARENA_BYTES);
	CLEANUP(arena_close) struct arena survey = arena_open(LIMIT_WXR_ARENA_BYTES);
	struct import *import = arena_new(keep, struct import, 1);
	*account = account_in(keep);
	account->files = arena_new(keep, struct str, job->file_count + 1);
	account->file_count = job->file_count;
	for (size_t i = 0; i < job->file_count; i++)
		account->files[i] = job->files[i];
	*import = (struct import){
		.job = job,
		.store = job->store,
		.account = account,
		.fault = fault,
		.keep = keep,
		.item = item,
		.survey = survey,
		.twins = key_map_in(keep),
		.intake = { .source = -1 },
		.seen = key_map_in(keep),
		.rows = key_map_in(keep),
		.segments = key_map_in(keep),
	};
	enum err err = run_in_transaction(import);
	if (err && import->has_uploads)
		intake_undo(&import->intake);
	if (import->has_uploads)
		intake_close(&import->intake);
	if (err)
		return explain(import, err);
	control_ring(job->site_folder);
	return OK;
}
