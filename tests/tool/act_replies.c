/* SPDX-License-Identifier: Apache-2.0 */
#include "act_replies.h"

#include <stdio.h>

#include "comment/moderate.h"
#include "os/os.h"
#include "store/comment.h"
#include "store/comment_book.h"

struct office {
	struct comment_keys keys;
	struct form_key form_key;
	struct comment_tools tools;
};

static const struct moderator tester = { { 0 }, STR_CONST("The tester") };

static enum err open_office(struct store *store, struct arena *arena, struct str site,
			    struct office *out)
{
	struct str secret;
	struct fault fault = { 0 };
	if (os_read_file(arena, os_path_join(arena, site, S("secret")), 4096, &secret, &fault))
		die("%s", fault.text);
	out->keys = comment_keys_from(secret);
	out->form_key = form_key_from(secret);
	out->tools =
		(struct comment_tools){ store, &out->keys, &out->form_key, spam_filter_open() };
	return OK;
}

static enum comment_act_kind kind_of(struct str word)
{
	static const struct str names[] = {
		[ACT_APPROVE] = STR_CONST("approve"), [ACT_SPAM] = STR_CONST("spam"),
		[ACT_TRASH] = STR_CONST("trash"),     [ACT_PICK] = STR_CONST("pick"),
		[ACT_UNPICK] = STR_CONST("unpick"),
	};
	for (size_t i = 0; i < COUNT_OF(names); i++)
		if (str_eq(names[i], word))
			return (enum comment_act_kind)i;
	die("no such act: %.*s", STR_ARG(word));
}

enum err replies_decide(struct store *store, struct arena *arena, struct str site,
			const struct str *words, size_t count)
{
	struct office office;
	comment_id *ids = arena_new(arena, comment_id, count);
	int64_t batch;
	TRY(open_office(store, arena, site, &office));
	for (size_t i = 1; i < count; i++)
		if (str_to_i64(words[i], &ids[i - 1].n))
			return ERR_INVALID;
	TRY(comment_decide(&office.tools, arena, &tester, kind_of(words[0]), ids, count - 1,
			   &batch));
	printf("%lld\n", (long long)batch);
	spam_filter_close(&office.tools.filter);
	return OK;
}

enum err replies_undo(struct store *store, struct arena *arena, struct str site, int64_t batch)
{
	struct office office;
	TRY(open_office(store, arena, site, &office));
	enum err err = comment_undo(&office.tools, arena, &tester, batch);
	spam_filter_close(&office.tools.filter);
	return err;
}

enum err replies_link(struct store *store, struct arena *arena, struct str site, int64_t comment,
		      struct str act)
{
	struct office office;
	TRY(open_office(store, arena, site, &office));
	struct str link = comment_decide_link(arena, &office.keys, comment, (int)kind_of(act),
					      store_now(store));
	printf("/desk/decide/%.*s\n", STR_ARG(link));
	spam_filter_close(&office.tools.filter);
	return OK;
}

/* Every third one answers the one before. */
enum err replies_make(struct store *store, struct arena *arena, int64_t story, int64_t count)
{
	CLEANUP(txn_end) struct txn txn = { 0 };
	comment_id last = { 0 };
	TRY(txn_begin(&txn, store));
	for (int64_t i = 0; i < count; i++) {
		struct arena_mark mark = arena_mark(arena);
		struct str text = str_fmt(arena, "Reply number %lld, about as long as they are.",
					  (long long)i);
		struct html html;
		TRY(html_from_markdown(arena, text, MARKDOWN_COMMENT, &html));
		struct comment comment = { .story = { story },
					   .parent = i % 3 ? last : (comment_id){ 0 },
					   .name = S("Reader"),
					   .source = text,
					   .text = html,
					   .created_at = store_now(store) };
		TRY(store_comment_save(store, &comment, &last));
		arena_reset(arena, mark);
	}
	return txn_commit(&txn);
}

static const char *const states[] = { "shown", "held", "spam", "trash" };

enum err replies_list(struct store *store, struct arena *arena)
{
	for (int status = COMMENT_SHOWN; status <= COMMENT_TRASH; status++) {
		struct comment *items;
		size_t count;
		const struct comment_asked all = { .status = (enum comment_status)status,
						   .limit = INT64_MAX };
		TRY(store_comment_queue(store, arena, &all, &items, &count));
		for (size_t i = count; i-- > 0;)
			printf("%lld %s %.*s\t%.*s\n", (long long)items[i].id.n, states[status],
			       STR_ARG(items[i].why),
			       STR_ARG(str_replace(arena, items[i].source, S("\n"), S("\\n"))));
	}
	return OK;
}
