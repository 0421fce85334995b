/* SPDX-License-Identifier: Apache-2.0 */
/* fact_words.c: a sentence for each kind of fact. */
#include "cmd/fact_words.h"

#include "fact/kind.h"
#include "store/story.h"
#include "store/taxonomy.h"

enum about { NOTHING, STORY, SECTION, TOPIC, PERSON, NAME };
enum measure { NO_MEASURE, DATES, NUMBERS };

static const struct {
	const char *words;
	enum about about;
	enum measure measure;
} kinds[FACT_KINDS] = {
	[FACT_STORY] = { "headline, address and dates of", STORY, 0 },
	[FACT_PATH] = { "address of", STORY, 0 },
	[FACT_COVER] = { "which picture is the cover of", STORY, 0 },
	[FACT_TEASER] = { "standfirst and excerpt of", STORY, 0 },
	[FACT_FILED] = { "sections and topics of", STORY, 0 },
	[FACT_BYLINES] = { "who wrote", STORY, 0 },
	[FACT_CORRECTED] = { "corrections of", STORY, 0 },
	[FACT_LABEL] = { "which section, or else topic, stands first over", STORY, 0 },
	[FACT_TEXT] = { "text and the rest of", STORY, 0 },
	[FACT_LIFE] = { "whether readers see", STORY, 0 },
	[FACT_GONE] = { "whether readers saw once", STORY, 0 },
	[FACT_SECTION] = { "name and address of section", SECTION, 0 },
	[FACT_TOPIC] = { "name and address of topic", TOPIC, 0 },
	[FACT_PERSON] = { "name, address and picture of", PERSON, 0 },
	[FACT_SECTION_NAME] = { "name of section", SECTION, 0 },
	[FACT_SECTION_PLACE] = { "what stands above section", SECTION, 0 },
	[FACT_ABOUT_SECTION] = { "what its page says of section", SECTION, 0 },
	[FACT_ABOUT_TOPIC] = { "what its page says of topic", TOPIC, 0 },
	[FACT_NAMES_TOPIC] = { "other names of topic", TOPIC, 0 },
	[FACT_ABOUT_PERSON] = { "what their page says of", PERSON, 0 },
	[FACT_ABOUT_MEDIA] = { "credit and caption of picture", NAME, 0 },
	[FACT_ALT] = { "alternative text of picture", NAME, 0 },
	[FACT_MEDIA] = { "picture", NAME, 0 },
	[FACT_MEDIA_SHOWN] = { "whether readers may see picture", NAME, 0 },
	[FACT_COMMENT] = { "reply", NAME, 0 },
	[FACT_COMMENTS] = { "replies under", STORY, 0 },
	[FACT_COMMENT_COUNT] = { "number of replies under", STORY, 0 },
	[FACT_COMMENTS_NEWEST] = { "the newest replies to any story", NOTHING, DATES },
	[FACT_REPLIES_KNOWN] = { "replies of any state under", STORY, 0 },
	[FACT_RULE_SECTION] = { "rules for replies in section", SECTION, 0 },
	[FACT_RULE_STORY] = { "rules for replies under", STORY, 0 },
	[FACT_RULES_OVER] = { "what its sections say of replies under", STORY, 0 },
	[FACT_LIST_SECTION] = { "posts of section", SECTION, DATES },
	[FACT_LIST_PRIMARY] = { "posts that stand first of all in section", SECTION, DATES },
	[FACT_LIST_TOPIC] = { "posts with topic", TOPIC, DATES },
	[FACT_LIST_AUTHOR] = { "posts by", PERSON, DATES },
	[FACT_LIST_PAGES_SECTION] = { "plain pages of section", SECTION, DATES },
	[FACT_LIST_PAGES_TOPIC] = { "plain pages with topic", TOPIC, DATES },
	[FACT_LIST_PAGES_AUTHOR] = { "plain pages by", PERSON, DATES },
	[FACT_COUNT_SECTION] = { "number of posts of section", SECTION, NUMBERS },
	[FACT_COUNT_TOPIC] = { "number of posts with topic", TOPIC, NUMBERS },
	[FACT_COUNT_AUTHOR] = { "number of posts by", PERSON, NUMBERS },
	[FACT_RELATED] = { "what was found near to", STORY, NUMBERS },
	[FACT_BESIDE_TOPIC] = { "topics beside", TOPIC, 0 },
	[FACT_ADDRESS] = { "what lives at", NAME, 0 },
	[FACT_SETTING] = { "the setting", NAME, 0 },
	[FACT_MENU] = { "the menu", NAME, 0 },
	[FACT_STORY_SLUG] = { "which story has the slug", NAME, 0 },
	[FACT_SECTION_SLUG] = { "which section has the slug", NAME, 0 },
	[FACT_TOPIC_SLUG] = { "which topic has the slug", NAME, 0 },
	[FACT_PERSON_SLUG] = { "who has the slug", NAME, 0 },
	[FACT_STORY_URI] = { "which story came as", NAME, 0 },
	[FACT_SECTION_URI] = { "which section came as", NAME, 0 },
	[FACT_TOPIC_URI] = { "which topic came as", NAME, 0 },
	[FACT_PERSON_URI] = { "who came as", NAME, 0 },
	[FACT_MEDIA_URI] = { "which picture came as", NAME, 0 },
	[FACT_MEDIA_REMOTE] = { "which picture was at", NAME, 0 },
	[FACT_COMMENT_URI] = { "which reply came as", NAME, 0 },
	[FACT_COMMENTER] = { "whether somebody replied before", NOTHING, 0 },
	[FACT_EVERYTHING] = { "changes too large to be told apart", NOTHING, 0 },
	[FACT_LIST] = { "all posts", NOTHING, DATES },
	[FACT_LIST_PAGES] = { "all plain pages", NOTHING, DATES },
	[FACT_LEADS] = { "which posts lead", NOTHING, DATES },
	[FACT_NEIGHBOURS] = { "which posts follow one another", NOTHING, DATES },
	[FACT_COUNT] = { "number of all posts", NOTHING, NUMBERS },
	[FACT_SITEMAP] = { "addresses and dates in a sitemap, by number of story", NOTHING,
			   NUMBERS },
	[FACT_SITEMAPS] = { "newest change in each sitemap", NOTHING, DATES },
	[FACT_STORIES] = { "any story at all", NOTHING, 0 },
	[FACT_SECTIONS] = { "the sections at the top, and the tree below them", NOTHING, 0 },
	[FACT_ALL_SECTIONS] = { "names of all sections", NOTHING, 0 },
	[FACT_SECTION_COUNTS] = { "numbers of posts of all sections", NOTHING, 0 },
	[FACT_TOPICS] = { "names of all topics", NOTHING, 0 },
	[FACT_TOPIC_COUNTS] = { "numbers of posts of all topics", NOTHING, 0 },
	[FACT_PEOPLE] = { "names of all authors", NOTHING, 0 },
	[FACT_PEOPLE_COUNTS] = { "numbers of posts of all authors", NOTHING, 0 },
	[FACT_ALL_MEDIA] = { "any picture at all", NOTHING, 0 },
	[FACT_MEDIA_FILES] = { "which files there are", NOTHING, 0 },
	[FACT_CORRECTIONS] = { "which stories were corrected", NOTHING, 0 },
	[FACT_MOST_READ] = { "which stories are read most", NOTHING, NUMBERS },
	[FACT_EDITION] = { "the front page as laid out", NOTHING, 0 },
};

/* What the number stands for, by its name; the number itself where it has none any more. */
static struct str name_of(struct store *store, struct arena *into, enum about about,
			  struct str number)
{
	int64_t id;
	struct story story;
	struct section section;
	struct topic topic;
	struct person person;
	if (about == NAME || str_to_i64(number, &id))
		return number;
	if (about == STORY && store_story_any(store, into, (story_id){ id }, &story) == OK)
		return str_fmt(into, "\"%.*s\"", STR_ARG(story.headline));
	if (about == SECTION && store_section(store, into, (section_id){ id }, &section) == OK)
		return section.name;
	if (about == TOPIC && store_topic(store, into, (topic_id){ id }, &topic) == OK)
		return topic.name;
	if (about == PERSON && store_person(store, into, (person_id){ id }, &person) == OK)
		return person.name;
	return number;
}

static void put_bound(struct buf *out, struct arena *into, enum measure measure, int64_t n)
{
	if (measure == DATES)
		buf_put(out, time_rfc3339(into, unix_ms_of(n), 0));
	else
		buf_put_i64(out, n);
}

/* ", from 2024-05-01T...", ", unless 31 to 40" */
static void put_measure(struct buf *out, struct arena *into, enum measure measure, struct span span)
{
	bool is_unless = span.from > span.to;
	int64_t low = is_unless ? span.to + 1 : span.from;
	int64_t high = is_unless ? span.from - 1 : span.to;
	if (measure == NO_MEASURE || (low == INT64_MIN && high == INT64_MAX))
		return;
	buf_put(out, is_unless ? S(", unless it stays") : S(","));
	if (low != INT64_MIN) {
		buf_put(out, measure == DATES ? S(" from ") : S(" at "));
		put_bound(out, into, measure, low);
	}
	if (high != low && high != INT64_MAX) {
		buf_put(out, S(" to "));
		put_bound(out, into, measure, high);
	}
}

struct str fact_words(struct store *store, struct arena *into, const struct fact *fact)
{
	enum fact_kind kind = fact_kind_of(fact->name);
	struct buf out = buf_in(into, 4096);
	struct str rest = fact->name;
	if (kind >= FACT_KINDS || !kinds[kind].words)
		return S("");
	str_drop_prefix(&rest, fact_kind_spelled(kind));
	buf_put(&out, str_of(kinds[kind].words));
	if (kinds[kind].about != NOTHING) {
		buf_put_char(&out, ' ');
		buf_put(&out, str_first(name_of(store, into, kinds[kind].about, rest), 500));
	}
	put_measure(&out, into, kinds[kind].measure, fact->span);
	return buf_str(&out);
}
