/* SPDX-License-Identifier: Apache-2.0 */
/*
 * wxr_comment.c: replies with their threads and states.
 *
 * Pingbacks and trackbacks come in as WordPress shows them: as replies under the other site's name.
 * A reply whose parent is nowhere, or below itself, stands at the top.
 */
#include <stdlib.h>

#include "exchange/wp_autop.h"
#include "exchange/wp_date.h"
#include "exchange/wxr_import.h"
#include "exchange/wxr_type.h"
#include "html/clean.h"
#include "store/comment.h"

/* An item's replies while they are saved, parents first. */
struct replies {
	struct import *import;
	const struct wxr_item *item;
	story_id story;
	bool story_is_new;
	struct reply {
		const struct wxr_comment *comment;
		comment_id row;
		bool is_begun, is_skipped;
	} * items; /* by id of the comment */
	size_t count;
};

static enum comment_status status_of(struct str approved)
{
	approved = str_trim(approved);
	if (str_eq(approved, S("1")) || str_eq(approved, S("approve")) || !approved.len)
		return COMMENT_SHOWN;
	if (str_eq(approved, S("spam")))
		return COMMENT_SPAM;
	return str_starts(approved, S("trash")) || str_starts(approved, S("post-trash"))
		       ? COMMENT_TRASH
		       : COMMENT_HELD;
}

static void count_state(struct account *account, enum comment_status status)
{
	account->comments_shown += status == COMMENT_SHOWN;
	account->comments_held += status == COMMENT_HELD;
	account->comments_spam += status == COMMENT_SPAM;
	account->comments_trash += status == COMMENT_TRASH;
}

static bool is_reply_type(struct str type)
{
	static const struct str types[] = { STR_CONST(""), STR_CONST("comment"),
					    STR_CONST("pingback"), STR_CONST("trackback"),
					    STR_CONST("review") };
	type = str_trim(type);
	for (size_t i = 0; i < COUNT_OF(types); i++)
		if (str_eq(type, types[i]))
			return true;
	return false;
}

static void skip(struct replies *replies, struct reply *reply, enum skip_reason reason)
{
	struct import *import = replies->import;
	struct account_skip place = import_place(import, replies->item);
	place.comment = reply->comment->id;
	place.reason = reason;
	reply->is_skipped = true;
	account_skip(import->account, place);
	import->account->comments.of[OUTCOME_SKIPPED]++;
}

/* Network addresses are kept cut short: what an export of years ago needs them for is gone. */
static struct str cut_address(struct arena *into, struct str ip)
{
	struct str_pair pair = str_cut_last(str_trim(ip), '.');
	bool is_v4 = pair.found && str_find_char(ip, ':') == STR_NONE && ip.len <= 15;
	return is_v4 ? str_fmt(into, "%.*s.0", STR_ARG(pair.head)) : S("");
}

static struct str web_address(struct str url)
{
	url = str_trim(url);
	bool is_web = wp_is_address(url) && url.len < 500;
	return is_web ? url : S("");
}

/* Who was signed in: by the user's number, or where exports leave that out, by the address. */
static person_id staff_of(struct import *import, const struct wxr_comment *comment)
{
	int64_t row = 0;
	struct arena *arena = &import->item;
	if (!comment->user_id)
		return (person_id){ 0 };
	struct str user = wxr_item_uri(arena, &import->place, comment->user_id);
	struct str email = str_lower(arena, str_trim(comment->email));
	if (!key_map_get(&import->rows, str_fmt(arena, "user %.*s", STR_ARG(user)), &row))
		key_map_get(&import->rows, str_fmt(arena, "email %.*s", STR_ARG(email)), &row);
	return (person_id){ row };
}

static enum err clean_text(struct import *import, struct str source, struct html *out)
{
	struct str paragraphs;
	TRY(wp_autop(&import->item, source, &paragraphs));
	return html_clean(&import->item, paragraphs, CLEAN_COMMENT, out);
}

static enum err map_comment(struct replies *replies, const struct wxr_comment *from,
			    struct comment *out)
{
	struct import *import = replies->import;
	struct arena *arena = &import->item;
	struct str email = str_trim(from->email);
	unix_ms at = wp_date_of(from->date_gmt, from->date, import->zone);
	*out = (struct comment){
		.story = replies->story,
		.status = status_of(from->approved),
		.name = wp_plain(arena, from->author),
		.website = web_address(from->url),
		.address = cut_address(arena, from->ip),
		.source = from->content,
		.staff = staff_of(import, from),
		.created_at = time_is_set(at) ? at : wp_published(replies->item, import->zone),
	};
	if (from->id)
		out->uri = str_fmt(
			arena, "%.*s#comment-%lld",
			STR_ARG(wxr_item_uri(arena, &import->place, replies->item->post_id)),
			(long long)from->id);
	if (email.len && import->job->keys) {
		out->email = comment_email_seal(arena, import->job->keys, email);
		out->email_hash = comment_email_hash(arena, import->job->keys, email);
	}
	return clean_text(import, from->content, &out->text);
}

static bool is_same_comment(const struct comment *a, const struct comment *b)
{
	return a->status == b->status && a->parent.n == b->parent.n && str_eq(a->name, b->name) &&
	       str_eq(a->website, b->website) && str_eq(a->email_hash, b->email_hash) &&
	       str_eq(a->source, b->source) && str_eq(a->text.s, b->text.s) &&
	       a->staff.n == b->staff.n && a->created_at.ms == b->created_at.ms;
}

/* What a moderator decided here stays; else the export's state is taken. */
static enum err save_comment(struct replies *replies, struct comment *comment, comment_id *row)
{
	struct import *import = replies->import;
	struct comment is = { 0 };
	enum outcome outcome = OUTCOME_NEW;
	enum err err = ERR_NOT_FOUND;
	if (!replies->story_is_new && comment->uri.len)
		err = store_comment_by_uri(import->store, &import->item, comment->uri, &is);
	if (err && err != ERR_NOT_FOUND)
		return err;
	if (!err) {
		comment->id = is.id;
		if (str_eq(comment->email_hash, is.email_hash))
			comment->email = is.email;
		if (is.status != COMMENT_HELD)
			comment->status = is.status;
		outcome = is_same_comment(&is, comment) ? OUTCOME_SAME : OUTCOME_UPDATED;
	}
	*row = is.id;
	if (outcome != OUTCOME_SAME)
		TRY(store_comment_save(import->store, comment, row));
	import->account->comments.of[outcome]++;
	count_state(import->account, comment->status);
	return OK;
}

static int by_comment_id(const void *a, const void *b)
{
	const struct reply *x = a, *y = b;
	if (x->comment->id != y->comment->id)
		return x->comment->id < y->comment->id ? -1 : 1;
	return x->comment < y->comment ? -1 : x->comment > y->comment; /* the first one wins */
}

static struct reply *reply_of(struct replies *replies, int64_t id)
{
	struct wxr_comment wanted = { .id = id };
	size_t low = 0, high = replies->count;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (replies->items[middle].comment->id < wanted.id)
			low = middle + 1;
		else
			high = middle;
	}
	return low < replies->count && replies->items[low].comment->id == id ? &replies->items[low]
									     : NULL;
}

static enum err save_reply(struct replies *replies, struct reply *reply, comment_id parent)
{
	struct comment comment;
	reply->is_begun = true;
	if (!is_reply_type(reply->comment->type)) {
		skip(replies, reply, SKIP_COMMENT_TYPE);
		return OK;
	}
	enum err err = map_comment(replies, reply->comment, &comment);
	if (err == ERR_TOO_BIG || (!err && !comment.text.s.len)) {
		skip(replies, reply, err ? SKIP_TOO_BIG : SKIP_COMMENT_EMPTY);
		return OK;
	}
	if (err)
		return err;
	comment.parent = parent;
	return save_comment(replies, &comment, &reply->row);
}

/* Walks up to what is saved or has no parent, then down again. A circle ends where it began. */
static enum err save_chain(struct replies *replies, struct reply *reply)
{
	enum { STEPS = 1000 };
	struct reply *chain[STEPS];
	size_t depth = 0;
	comment_id parent = { 0 };
	for (struct reply *at = reply; at && !at->is_begun && depth < STEPS;) {
		chain[depth++] = at;
		at->is_begun = true;
		at = at->comment->parent ? reply_of(replies, at->comment->parent) : NULL;
		if (at && at->is_begun)
			parent = at->row; /* 0 within a circle */
	}
	while (depth--) {
		TRY(save_reply(replies, chain[depth], parent));
		parent = chain[depth]->row.n ? chain[depth]->row : parent;
	}
	return OK;
}

enum err comments_of_item(struct import *import, const struct wxr_item *item, story_id story,
			  bool story_is_new)
{
	struct replies replies = {
		.import = import,
		.item = item,
		.story = story,
		.story_is_new = story_is_new,
		.items = arena_new(&import->item, struct reply, item->comments.count + 1),
		.count = item->comments.count,
	};
	for (size_t i = 0; i < replies.count; i++)
		replies.items[i].comment = &item->comments.items[i];
	if (replies.count)
		qsort(replies.items, replies.count, sizeof *replies.items, by_comment_id);
	for (size_t i = 0; i < replies.count; i++) {
		struct reply *reply = &replies.items[i];
		bool is_double = i && reply->comment->id &&
				 reply->comment->id == replies.items[i - 1].comment->id;
		if (is_double) {
			reply->is_begun = true;
			skip(&replies, reply, SKIP_COMMENT_DUPLICATE);
		} else if (!reply->is_begun) {
			TRY(save_chain(&replies, reply));
		}
	}
	return OK;
}
