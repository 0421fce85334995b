/* SPDX-License-Identifier: Apache-2.0 */
/*
 * comments_learn.c: labelled replies, a JSON object a line, into the spam filter; and what it says
 * of such a file.
 *
 * Learning starts anew each time, from what is known beforehand, the file, and what moderators
 * decided in this newspaper: the same file twice is learnt once.
 */
#include <stdio.h>

#include "cmd/comments.h"
#include "comment/spam.h"
#include "os/control.h"
#include "os/os.h"
#include "store/comment_act.h"
#include "theme/value.h"

#define LIMIT_EXAMPLES_BYTES ((size_t)4 << 30) /* of a file of them */

struct labelled {
	struct spam_text text;
	bool has_label, is_spam;
};

struct examples {
	struct example *items;
	size_t count, cap;
};

static struct str text_field(struct arena *arena, struct value object, const char *name)
{
	struct value value = value_field(object, str_of(name), arena);
	return value.kind == VALUE_TEXT ? value.text : S("");
}

/* true, 1, "1", "true", "yes", "spam" are spam; other values are not; none is no label. */
static void read_label(struct arena *arena, struct value object, struct labelled *out)
{
	struct value label = value_field(object, S("spam"), arena);
	out->has_label = label.kind == VALUE_BOOL || label.kind == VALUE_NUMBER ||
			 (label.kind == VALUE_TEXT && label.text.len);
	out->is_spam = label.kind == VALUE_TEXT ? str_eq_nocase(label.text, S("true")) ||
							  str_eq_nocase(label.text, S("spam")) ||
							  str_eq_nocase(label.text, S("yes")) ||
							  str_eq(label.text, S("1"))
						: value_is_true(label);
}

static enum err read_line(struct comments_work *work, struct str line, int64_t number,
			  struct labelled *out, struct fault *fault)
{
	struct arena *arena = &work->arena;
	struct value object;
	struct fault inner = { 0 };
	if (value_parse_json(arena, line, &object, &inner) || object.kind != VALUE_OBJECT)
		return fault_set(fault, ERR_INVALID, "%.*s:%lld: not a JSON object%s%s",
				 STR_ARG(work->file), (long long)number, inner.text[0] ? ": " : "",
				 inner.text);
	*out = (struct labelled){
		.text = { text_field(arena, object, "author"), text_field(arena, object, "email"),
			  text_field(arena, object, "url"), text_field(arena, object, "text") }
	};
	read_label(arena, object, out);
	return OK;
}

/* The next line that is not empty; false at the end. */
static bool next_line(struct str *rest, struct str *line, int64_t *number)
{
	while (rest->len) {
		struct str_pair pair = str_cut(*rest, '\n');
		*rest = pair.tail;
		*line = str_trim(pair.head);
		++*number;
		str_drop_prefix(line, S("\xEF\xBB\xBF"));
		if (line->len)
			return true;
	}
	return false;
}

static enum err read_file(struct comments_work *work, struct examples *out, struct fault *fault)
{
	struct str rest, line;
	int64_t number = 0;
	TRY(os_read_file(&work->arena, work->file, LIMIT_EXAMPLES_BYTES, &rest, fault));
	while (next_line(&rest, &line, &number)) {
		struct labelled labelled;
		TRY(read_line(work, line, number, &labelled, fault));
		if (!labelled.has_label)
			return fault_set(fault, ERR_INVALID, "%.*s:%lld: no label \"spam\"",
					 STR_ARG(work->file), (long long)number);
		if (out->count == LIMIT_LEARN_EXAMPLES)
			return fault_set(fault, ERR_TOO_BIG, "%.*s: more than %d replies",
					 STR_ARG(work->file), LIMIT_LEARN_EXAMPLES);
		struct example *example = list_push(&work->arena, out);
		example->is_spam = labelled.is_spam;
		features_of(&work->arena, &labelled.text, &example->features);
	}
	return OK;
}

/* What moderators decided, the newest LIMIT_LEARN_EXAMPLES at most with the file's. */
static enum err read_decided(struct comments_work *work, struct examples *out)
{
	enum { RUN = 500 };
	comment_id after = { 0 };
	for (size_t count = RUN; count == RUN && out->count < LIMIT_LEARN_EXAMPLES;) {
		struct comment *comments;
		TRY(store_comments_decided(work->store, &work->arena, after, RUN, &comments,
					   &count));
		for (size_t i = 0; i < count; i++) {
			struct spam_text text = { comments[i].name, S(""), comments[i].website,
						  comments[i].source };
			struct example *example = list_push(&work->arena, out);
			after = comments[i].id;
			example->is_spam = comments[i].status == COMMENT_SPAM;
			if (comment_email_open(&work->arena, &work->keys, comments[i].email,
					       &text.email))
				text.email = S("");
			features_of(&work->arena, &text, &example->features);
		}
	}
	return OK;
}

static enum err train(struct comments_work *work, struct spam_filter *filter,
		      const struct examples *examples)
{
	CLEANUP(txn_end) struct txn txn = { 0 };
	TRY(txn_begin(&txn, work->store));
	TRY(spam_filter_train(filter, work->store, examples->items, examples->count));
	return txn_commit(&txn);
}

enum err comments_learn(struct comments_work *work, struct fault *fault)
{
	CLEANUP(spam_filter_close) struct spam_filter *filter = spam_filter_open();
	struct examples examples = { 0 };
	TRY(read_file(work, &examples, fault));
	size_t from_file = examples.count;
	TRY(read_decided(work, &examples));
	TRY(train(work, filter, &examples));
	control_ring(work->site);
	const struct learner *learner = spam_filter_learner(filter);
	printf("learnt %zu replies and %zu decisions: %lld spam, %lld fine\n", from_file,
	       examples.count - from_file, (long long)learner->spam, (long long)learner->fine);
	printf("from %.3f on it is called spam\n", learner->threshold);
	return OK;
}

/* right: called spam and spam; wrong: called spam and fine; missed: spam and called fine. */
struct tally {
	int64_t right, wrong, missed, labelled;
};

static double share(int64_t part, int64_t rest)
{
	return part + rest ? (double)part / (double)(part + rest) : 1;
}

enum err comments_score(struct comments_work *work, struct fault *fault)
{
	CLEANUP(spam_filter_close) struct spam_filter *filter = spam_filter_open();
	struct str rest, line;
	struct tally tally = { 0 };
	int64_t number = 0;
	TRY(spam_filter_refresh(filter, work->store));
	TRY(os_read_file(&work->arena, work->file, LIMIT_EXAMPLES_BYTES, &rest, fault));
	while (next_line(&rest, &line, &number)) {
		struct arena_mark mark = arena_mark(&work->arena);
		struct labelled labelled;
		TRY(read_line(work, line, number, &labelled, fault));
		struct spam_opinion opinion = spam_filter_ask(filter, &labelled.text);
		printf("%.4f %s\n", opinion.score, opinion.is_spam ? "spam" : "fine");
		tally.labelled += labelled.has_label;
		tally.right += labelled.has_label && labelled.is_spam && opinion.is_spam;
		tally.wrong += labelled.has_label && !labelled.is_spam && opinion.is_spam;
		tally.missed += labelled.has_label && labelled.is_spam && !opinion.is_spam;
		arena_reset(&work->arena, mark);
	}
	if (tally.labelled)
		printf("precision %.3f recall %.3f\n", share(tally.right, tally.wrong),
		       share(tally.right, tally.missed));
	return OK;
}
