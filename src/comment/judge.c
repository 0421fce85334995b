/* SPDX-License-Identifier: Apache-2.0 */
/* judge.c: one rule a function; each may add a reason. */
#include "comment/judge.h"

#include "comment/shape.h"
#include "html/html.h"
#include "store/comment.h"
#include "store/comment_act.h"

#define LIMIT_WHY_BYTES 2000

struct court {
	struct store *store;
	struct arena *into;
	const struct judge_case *judged;
	struct spam_opinion opinion;
	enum comment_status status;
	struct buf why;
};

/* Keeps the worse status and names the reason. */
static void find(struct court *court, enum comment_status status, struct str reason)
{
	if (status > court->status)
		court->status = status;
	if (court->why.len + reason.len + 1 > LIMIT_WHY_BYTES)
		return; /* enough is said */
	if (court->why.len)
		buf_put_char(&court->why, ' ');
	buf_put(&court->why, reason);
}

static bool is_word_byte(char c)
{
	return char_is_alpha(c) || char_is_digit(c) || (unsigned char)c >= 0x80;
}

/* As a word of its own: "ass" is not in "class". */
static bool has_word(struct str text, struct str word)
{
	for (size_t from = 0;;) {
		size_t at = str_find(str_from(text, from), word);
		if (at == STR_NONE)
			return false;
		at += from;
		size_t end = at + word.len;
		bool begins =
			at == 0 || !is_word_byte(text.ptr[at - 1]) || !is_word_byte(word.ptr[0]);
		bool ends = end == text.len || !is_word_byte(text.ptr[end]) ||
			    !is_word_byte(word.ptr[word.len - 1]);
		if (begins && ends)
			return true;
		from = at + 1;
	}
}

static void look_for_words(struct court *court, struct str list, enum comment_status status,
			   const char *which)
{
	const struct reply *reply = court->judged->reply;
	struct str parts[] = { reply->source, reply->name, reply->website, reply->email,
			       reply->address };
	struct str text = list.len ? str_lower(court->into, str_join(court->into, parts,
								     COUNT_OF(parts), S("\n")))
				   : S("");
	while (list.len) {
		struct str_pair line = str_cut(list, '\n');
		struct str word = str_lower(court->into, str_trim(line.head));
		list = line.tail;
		if (word.len && has_word(text, word))
			find(court, status,
			     str_fmt(court->into, "It says \"%.*s\", which is on the list of %s.",
				     STR_ARG(str_first(word, 60)), which));
	}
}

static void look_at_form(struct court *court)
{
	const struct judge_case *judged = court->judged;
	int64_t took;
	if (judged->input->trap.len)
		find(court, COMMENT_SPAM, S("It filled in a field that no person sees."));
	if (str_to_i64(judged->input->took_ms, &took) == OK && took >= 0 &&
	    took < judged->settings->least_ms)
		find(court, COMMENT_HELD,
		     str_fmt(court->into, "It was sent %lld ms after the page was opened.",
			     (long long)took));
}

static enum err look_at_bans(struct court *court)
{
	bool is_banned;
	TRY(store_is_banned(court->store, court->judged->email_hash, court->judged->reply->address,
			    &is_banned));
	if (is_banned)
		find(court, COMMENT_SPAM, S("Its writer, or the network it came from, is banned."));
	return OK;
}

/* Of a paper that taught it nothing yet, the filter only asks somebody to look. */
static void look_at_score(struct court *court)
{
	const struct reply_settings *settings = court->judged->settings;
	const struct spam_opinion *opinion = &court->opinion;
	static const double DOUBT = 0.6;
	double spam = (double)settings->spam_score / 100, hold = (double)settings->hold_score / 100;
	int percent = (int)(opinion->score * 100);
	bool is_spam = spam > 0 ? opinion->score >= spam : opinion->is_spam && opinion->is_taught;
	bool is_doubtful = opinion->is_spam || opinion->score >= (hold > 0 ? hold : DOUBT);
	if (is_spam)
		find(court, COMMENT_SPAM,
		     str_fmt(court->into, "The filter takes it for spam (%d %%).", percent));
	else if (is_doubtful)
		find(court, COMMENT_HELD,
		     str_fmt(court->into, "The filter is in doubt (%d %%).", percent));
}

/* Links as the finished text has them: bare addresses too. */
static int count_links(struct str html)
{
	int count = 0;
	for (size_t at; (at = str_find(html, S("href=\""))) != STR_NONE; count++)
		html = str_from(html, at + 6);
	return count;
}

static void look_at_links(struct court *court)
{
	int64_t most = court->judged->terms->links;
	int links = count_links(court->judged->reply->text.s);
	if (most > 0 && links >= most)
		find(court, COMMENT_HELD,
		     str_fmt(court->into, "It has %d links; %lld or more wait.", links,
			     (long long)most));
}

static enum err look_for_doubles(struct court *court)
{
	struct comment_shape *shapes;
	size_t count;
	if (!court->judged->shape)
		return OK;
	TRY(store_shapes(court->store, court->into, &shapes, &count));
	for (size_t i = count; i-- > 0;) {
		if (shapes[i].comment.n == court->judged->self.n ||
		    !shapes_are_near(shapes[i].shape, court->judged->shape))
			continue;
		find(court, COMMENT_HELD,
		     str_fmt(court->into, "It is nearly the same as reply %lld.",
			     (long long)shapes[i].comment.n));
		return OK;
	}
	return OK;
}

static enum err look_at_policy(struct court *court)
{
	enum reply_moderation moderation = court->judged->terms->moderation;
	bool is_known = false;
	if (moderation == MODERATE_ALL)
		find(court, COMMENT_HELD, S("Every reply waits here."));
	if (moderation != MODERATE_FIRST)
		return OK;
	TRY(store_comment_known(court->store, court->judged->email_hash, &is_known));
	if (!is_known)
		find(court, COMMENT_HELD, S("No reply from this address has been shown yet."));
	return OK;
}

enum err reply_judge(struct store *store, struct arena *into, struct spam_filter *filter,
		     const struct judge_case *judged, struct judgement *out)
{
	const struct reply *reply = judged->reply;
	struct court court = {
		.store = store, .into = into, .judged = judged, .why = buf_in(into, LIMIT_WHY_BYTES)
	};
	if (judged->input->staff.n) {
		*out = (struct judgement){ .status = COMMENT_SHOWN };
		return OK;
	}
	TRY(spam_filter_refresh(filter, store));
	court.opinion =
		spam_filter_ask(filter, &(struct spam_text){ reply->name, reply->email,
							     reply->website, reply->source });
	look_at_form(&court);
	TRY(look_at_bans(&court));
	look_for_words(&court, judged->settings->spam_words, COMMENT_SPAM, "spam words");
	look_for_words(&court, judged->settings->hold_words, COMMENT_HELD, "words to look at");
	look_at_score(&court);
	look_at_links(&court);
	TRY(look_for_doubles(&court));
	TRY(look_at_policy(&court));
	*out = (struct judgement){ court.status, court.opinion.score, buf_str(&court.why) };
	return OK;
}
