/* SPDX-License-Identifier: Apache-2.0 */
/*
 * outbox_question.c: what a spam service is asked and told, in the fields of Akismet's interface
 * (https://akismet.com/developers/). Of the commenter's network address only the net is sent: no
 * more is kept. The key is the courier's to add.
 */
#include "desk/outbox_private.h"
#include "http/url.h"
#include "store/comment.h"
#include "store/story.h"

static void put_field(struct outbox_office *office, struct buf *out, const char *name,
		      struct str value)
{
	struct str encoded = url_encode_query(office->desk.arena, value);
	buf_fmt(out, "%s%s=%.*s", out->len ? "&" : "", name, STR_ARG(encoded));
}

static struct str address_of(const struct outbox_office *office, struct str path)
{
	return str_fmt(office->desk.arena, "%.*s%.*s", STR_ARG(office->url), STR_ARG(path));
}

static enum err write_fields(struct outbox_office *office, const struct comment *comment,
			     struct buf *out)
{
	struct desk *desk = &office->desk;
	struct story story;
	struct str email = S("");
	TRY(store_story_any(desk->store, desk->arena, comment->story, &story));
	if (comment->email.len &&
	    comment_email_open(desk->arena, &office->at_hand.keys, comment->email, &email) != OK)
		email = S(""); /* sealed with another secret */
	put_field(office, out, "blog", address_of(office, S("/")));
	put_field(office, out, "user_ip", comment->address);
	put_field(office, out, "permalink", address_of(office, story.path));
	put_field(office, out, "comment_type", comment->parent.n ? S("reply") : S("comment"));
	put_field(office, out, "comment_author", comment->name);
	put_field(office, out, "comment_author_email", email);
	put_field(office, out, "comment_author_url", comment->website);
	put_field(office, out, "comment_content", comment->source);
	put_field(office, out, "comment_date_gmt",
		  time_rfc3339(desk->arena, comment->created_at, 0));
	put_field(office, out, "blog_charset", S("UTF-8"));
	return out->fault;
}

static struct str word_of(enum outbox_kind kind)
{
	return kind == OUTBOX_HAM    ? S("submit-ham")
	       : kind == OUTBOX_SPAM ? S("submit-spam")
				     : S("comment-check");
}

enum err outbox_question(struct outbox_office *office, struct outbox_task *task)
{
	struct desk *desk = &office->desk;
	struct comment comment;
	struct buf body = buf_in(desk->arena, LIMIT_ERRAND_BODY_BYTES);
	bool is_check =
		task->row.kind == OUTBOX_CHECK_TO_SHOW || task->row.kind == OUTBOX_CHECK_HELD;
	TRY(store_comment(desk->store, desk->arena, (comment_id){ task->row.subject }, &comment));
	if (is_check && (comment.status != COMMENT_HELD || time_is_set(comment.looked_at)))
		return ERR_NOT_FOUND; /* somebody was quicker */
	TRY(write_fields(office, &comment, &body));
	task->errand = (struct errand){
		.to = ERRAND_TO_SPAM_SERVICE,
		.method = S("POST"),
		.url = word_of(task->row.kind),
		.headers = S("Content-Type: application/x-www-form-urlencoded\n"),
		.body = buf_str(&body),
	};
	return OK;
}
