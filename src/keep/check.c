/* SPDX-License-Identifier: Apache-2.0 */
/* check.c: the order in which a newspaper is looked through, and its links. Files are
 * check_media.c's, rows store/'s. */
#include "keep/check.h"

#include <stdlib.h>

#include "html/links.h"
#include "keep/check_private.h"
#include "os/os.h"
#include "store/copy.h"
#include "store/setting.h"

void check_found(struct checking *checking, enum check_kind kind, struct str what)
{
	struct check_account *account = &checking->account;
	account->total++;
	if (account->of[kind]++ < LIMIT_FINDINGS_A_KIND)
		*list_push(checking->arena, account) =
			(struct finding){ kind, utf8_repair(checking->arena,
							    str_dup(checking->arena, what)) };
}

enum err check_goes_on(struct checking *checking, int64_t done, int64_t total)
{
	if (checking->job->watch(checking->job->self, done, total))
		return OK;
	return fault_set(checking->fault, ERR_BUSY, "stopped");
}

static void on_found(void *self, enum check_kind kind, struct str what)
{
	check_found(self, kind, what);
}

/* "/a/#b" of this newspaper's own address or of none; "" when it leads elsewhere. */
static struct str inner_path(const struct checking *checking, struct str address)
{
	struct str url = checking->url;
	if (url.len && str_drop_prefix(&address, url) && address.len == 0)
		return S("/");
	if (!str_starts(address, S("/")) || str_starts(address, S("//")))
		return S("");
	return str_cut(address, '#').head;
}

static void visit_story(void *self, const struct story *story)
{
	struct checking *checking = self;
	struct html_links links = { 0 };
	html_links(checking->arena, story->body, &links);
	for (size_t i = 0; i < links.count; i++) {
		struct str path = inner_path(checking, links.items[i]);
		if (path.len)
			*list_push(checking->arena, &checking->links) =
				(struct inner_link){ path, story->id.n,
						     str_dup(checking->arena, story->headline) };
	}
}

static int by_path(const void *a, const void *b)
{
	const struct inner_link *x = a, *y = b;
	int order = str_cmp(x->path, y->path);
	return order ? order : (x->story > y->story) - (x->story < y->story);
}

static bool link_is_good(struct checking *checking, struct str path)
{
	struct str file = path;
	if (str_drop_prefix(&file, S("/media/")))
		return check_media_is_there(checking, str_cut(file, '?').head);
	return checking->job->leads_somewhere(checking->job->self, path);
}

/* Each path is asked for once, however many stories have it. */
static enum err check_links(struct checking *checking)
{
	struct inner_link *links = checking->links.items;
	size_t count = checking->links.count;
	bool is_good = true;
	if (count)
		qsort(links, count, sizeof *links, by_path);
	for (size_t i = 0; i < count; i++) {
		TRY(check_goes_on(checking, (int64_t)i, (int64_t)count));
		bool is_new = i == 0 || !str_eq(links[i].path, links[i - 1].path);
		if (is_new)
			is_good = link_is_good(checking, links[i].path);
		checking->account.links += is_new;
		if (!is_good)
			check_found(checking, CHECK_LINK,
				    str_fmt(checking->arena, "story %lld \"%.*s\": %.*s",
					    (long long)links[i].story,
					    STR_ARG(utf8_first(links[i].headline, 100)),
					    STR_ARG(str_first(links[i].path, 300))));
	}
	return OK;
}

static enum err check_rows(struct checking *checking, const struct check_sink *sink)
{
	const struct check_visitor visitor = { checking, visit_story };
	struct store *store = checking->store;
	struct str desk =
		os_path_join(checking->arena, checking->job->site_folder, S(STORE_DESK_FILE));
	if (store_setting_is_set(store, S("url")))
		TRY(store_setting(store, checking->arena, S("url"), &checking->url));
	TRY(store_check_rows(store, sink));
	TRY(store_check_stories(store, sink, &visitor, &checking->account.stories));
	if (os_exists(desk))
		TRY(store_check_desk(store, desk, sink));
	return check_media_read(checking);
}

static enum err make(struct checking *checking)
{
	const struct check_job *job = checking->job;
	const struct check_sink sink = { checking, on_found };
	int64_t sequence;
	TRY(store_check_files(checking->arena, job->site_folder, job->database, &sink,
			      checking->fault));
	if (checking->account.total)
		return OK;
	TRY(store_open(job->site_folder, job->database, STORE_READ, &checking->store,
		       checking->fault));
	enum err err = store_read_begin(checking->store, &sequence);
	if (!err)
		err = check_rows(checking, &sink);
	store_read_end(checking->store);
	if (err)
		return fault_set(checking->fault, err, "%s", store_fault(checking->store)->text);
	TRY(check_media_files(checking));
	TRY(check_links(checking));
	return check_media_unnamed(checking);
}

static int by_kind(const void *a, const void *b)
{
	const struct finding *x = a, *y = b;
	if (x->kind != y->kind)
		return x->kind < y->kind ? -1 : 1;
	return str_cmp(x->what, y->what);
}

static void checking_end(struct checking *checking)
{
	store_close(&checking->store);
	os_close(&checking->media_folder);
}

enum err check_make(const struct check_job *job, struct arena *arena, struct check_account *out,
		    struct fault *fault)
{
	CLEANUP(checking_end)
	struct checking checking = {
		.job = job, .arena = arena, .fault = fault, .media_folder = -1
	};
	TRY(make(&checking));
	if (checking.account.count)
		qsort(checking.account.items, checking.account.count, sizeof(struct finding),
		      by_kind);
	*out = checking.account;
	return OK;
}
