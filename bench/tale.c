/* SPDX-License-Identifier: Apache-2.0 */
#include "tale.h"

#include <math.h>

static const int64_t FIRST_DAY = 1451606400000; /* 2016-01-01 */
static const int64_t LAST_DAY = 1780272000000;  /* 2026-06-01 */
static const double WITH_REPLIES = .05, WITH_COVER = .7, WITH_SEE_ALSO = .25, WITH_LINK = .25;

static const struct str section_names[TALE_SECTIONS + TALE_SUBSECTIONS] = {
	STR_CONST("World"),    STR_CONST("Politics"),    STR_CONST("Courts"),
	STR_CONST("Business"), STR_CONST("City"),        STR_CONST("Health"),
	STR_CONST("Science"),  STR_CONST("Environment"), STR_CONST("Sport"),
	STR_CONST("Culture"),  STR_CONST("Technology"),  STR_CONST("Opinion"),
	STR_CONST("Europe"),   STR_CONST("Africa"),      STR_CONST("Asia"),
	STR_CONST("Americas"), STR_CONST("Parliament"),  STR_CONST("Elections"),
	STR_CONST("Trials"),   STR_CONST("Markets"),     STR_CONST("Work"),
	STR_CONST("Transit"),  STR_CONST("Climate"),     STR_CONST("Football"),
};
static const size_t parents[TALE_SUBSECTIONS] = { 0, 0, 0, 0, 1, 1, 2, 3, 3, 4, 7, 8 };

struct str paper_section(size_t at)
{
	return section_names[at];
}

size_t paper_section_parent(size_t at)
{
	return at < TALE_SECTIONS ? SIZE_MAX : parents[at - TALE_SECTIONS];
}

struct paper paper_of(const struct corpus *corpus, uint64_t stories)
{
	struct paper paper = { .corpus = corpus, .stories = stories };
	uint64_t most = corpus->topics.count + corpus->places.count;
	paper.topics = corpus->topics.count + stories / 50;
	paper.topics = paper.topics < most ? paper.topics : most;
	paper.authors = 30 + (uint64_t)sqrt((double)stories);
	return paper;
}

struct str paper_topic(const struct paper *paper, uint64_t at)
{
	const struct corpus *corpus = paper->corpus;
	return at < corpus->topics.count ? corpus->topics.items[at]
					 : corpus->places.items[at - corpus->topics.count];
}

struct str paper_author(struct arena *into, uint64_t at)
{
	return str_fmt(into, "Reporter %llu", (unsigned long long)at + 1);
}

static const struct document *any_document(const struct corpus *corpus, struct dice *dice)
{
	return &corpus->documents.items[dice_below(dice, corpus->documents.count)];
}

static struct str any_paragraph(const struct corpus *corpus, struct dice *dice)
{
	return corpus->paragraphs.items[dice_below(dice, corpus->paragraphs.count)];
}

/* Cut between words: the part before (or from) the middle. */
static struct str half(struct str s, bool second)
{
	size_t at = s.len / 2;
	while (at < s.len && s.ptr[at] != ' ')
		at++;
	return second ? str_trim(str_from(s, at)) : str_first(s, at);
}

static struct str headline(const struct paper *paper, struct arena *into, struct dice *dice,
			   const struct document *document)
{
	struct str tail = half(any_document(paper->corpus, dice)->headline, true);
	if (tail.len == 0)
		return document->headline;
	return str_fmt(into, "%.*s %.*s", STR_ARG(half(document->headline, false)), STR_ARG(tail));
}

/* Half of a story runs on as it was written; the other half is from anywhere. */
static void tell_text(const struct paper *paper, struct arena *into, struct dice *dice,
		      const struct document *document, struct tale *out)
{
	const struct corpus *corpus = paper->corpus;
	struct str place = corpus->places.items[dice_skewed(dice, corpus->places.count)];
	out->paragraph_count = 3 + dice_below(dice, TALE_PARAGRAPHS_MAX - 3);
	for (size_t i = 0; i < out->paragraph_count; i++) {
		bool runs_on = i < document->count && (i == 0 || dice_unit(dice) < .5);
		out->paragraphs[i] = runs_on ? corpus->paragraphs.items[document->first + i]
					     : any_paragraph(corpus, dice);
	}
	out->paragraphs[0] =
		str_fmt(into, "%.*s: %.*s", STR_ARG(place), STR_ARG(out->paragraphs[0]));
	if (dice_unit(dice) < .6)
		out->standfirst =
			utf8_first(str_cut_str(any_paragraph(corpus, dice), S(". ")).head, 300);
}

static void add_topic(struct tale *out, uint64_t topic)
{
	for (size_t i = 0; i < out->topic_count; i++)
		if (out->topics[i] == topic)
			return;
	if (out->topic_count < TALE_TOPICS_MAX)
		out->topics[out->topic_count++] = topic;
}

static void tell_topics(const struct paper *paper, struct dice *dice,
			const struct document *document, struct tale *out)
{
	const struct corpus *corpus = paper->corpus;
	struct str_pair pair = str_cut(document->topics, '|');
	for (size_t i = 0; pair.head.len && i < corpus->topics.count; i++)
		if (str_eq(corpus->topics.items[i], pair.head))
			add_topic(out, i);
	for (size_t n = 1 + dice_below(dice, 3); n; n--)
		add_topic(out, dice_skewed(dice, paper->topics));
}

static size_t any_section(struct dice *dice)
{
	size_t top = dice_skewed(dice, TALE_SECTIONS);
	size_t at = TALE_SECTIONS + dice_below(dice, TALE_SUBSECTIONS);
	return dice_unit(dice) < .3 && paper_section_parent(at) == top ? at : top;
}

static size_t any_replies(struct dice *dice)
{
	if (dice_unit(dice) >= WITH_REPLIES)
		return 0;
	return 1 + (size_t)dice_gap(dice, .125);
}

/* The square root: there are more stories in later years. */
static unix_ms date_of(const struct paper *paper, struct dice *dice, uint64_t number)
{
	double at = ((double)number + dice_unit(dice)) / (double)paper->stories;
	return unix_ms_of(FIRST_DAY + (int64_t)(sqrt(at) * (double)(LAST_DAY - FIRST_DAY)));
}

void tale_tell(const struct paper *paper, struct arena *into, uint64_t number, struct tale *out)
{
	struct dice dice = { number * 0x2545f4914f6cdd1du + 1 };
	const struct document *document = any_document(paper->corpus, &dice);
	struct tale tale = { .number = number };
	tale.headline = headline(paper, into, &dice, document);
	tell_text(paper, into, &dice, document, &tale);
	tell_topics(paper, &dice, document, &tale);
	tale.section = any_section(&dice);
	tale.author = dice_skewed(&dice, paper->authors);
	tale.has_cover = dice_unit(&dice) < WITH_COVER;
	if (number > 1 && dice_unit(&dice) < WITH_SEE_ALSO)
		tale.see_also = 1 + dice_below(&dice, number);
	if (number > 1 && dice_unit(&dice) < WITH_LINK)
		tale.link = 1 + dice_below(&dice, number);
	tale.replies = any_replies(&dice);
	tale.published_at = date_of(paper, &dice, number);
	tale.document = (size_t)(document - paper->corpus->documents.items);
	*out = tale;
}

struct str tale_reply(const struct paper *paper, const struct tale *tale, size_t at)
{
	struct dice dice = { tale->number * 0x9e3779b97f4a7c15u + at };
	return utf8_first(any_paragraph(paper->corpus, &dice), 100 + dice_below(&dice, 600));
}

void tale_put_paragraph(struct buf *out, struct str text)
{
	static const struct str escapes[256] = {
		['&'] = STR_CONST("&amp;"), ['<'] = STR_CONST("&lt;"), ['>'] = STR_CONST("&gt;")
	};
	size_t from = 0;
	buf_put(out, S("<p>"));
	for (size_t i = 0; i < text.len; i++) {
		struct str escape = escapes[(unsigned char)text.ptr[i]];
		if (!escape.len)
			continue;
		buf_put(out, str_sub(text, from, i - from));
		buf_put(out, escape);
		from = i + 1;
	}
	buf_put(out, str_from(text, from));
	buf_put(out, S("</p>"));
}

void tale_put_body(struct buf *out, const struct tale *tale, int64_t see_also, int64_t link)
{
	for (size_t i = 0; i < tale->paragraph_count; i++) {
		if (i)
			buf_put_char(out, '\n');
		tale_put_paragraph(out, tale->paragraphs[i]);
		if (i == 1 && see_also)
			buf_fmt(out, "\n<aside data-see-also=\"%lld\"></aside>",
				(long long)see_also);
	}
	if (link)
		buf_fmt(out, "\n<p>More in <a data-story=\"%lld\">an earlier report</a>.</p>",
			(long long)link);
}
