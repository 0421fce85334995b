/* SPDX-License-Identifier: Apache-2.0 */
/* jsonld.c: which words of schema.org say what of ours. */
#include "site/jsonld.h"

#include "site/json.h"
#include "site/view.h"
#include "store/shown.h"

static struct html finish(struct visit *visit, const struct buf *out)
{
	if (out->fault)
		return (struct html){ S("") };
	return html_json_block(visit->arena, buf_str(out));
}

static void put_picture(struct json *json, struct visit *visit, const char *key,
			const struct media *media)
{
	store_note_shown(visit->store, FACT_ABOUT_MEDIA, media->id.n);
	json_open(json, key, '{');
	json_text(json, "@type", S("ImageObject"));
	json_text(json, "url", visit_absolute(visit, media_url(visit, media)));
	if (media->width > 0 && media->height > 0) {
		json_number(json, "width", media->width);
		json_number(json, "height", media->height);
	}
	json_text_if(json, "caption", html_text(visit->arena, media->caption));
	json_text_if(json, "creditText", media->credit);
	json_text_if(json, "copyrightNotice", media->copyright);
	json_close(json, '}');
}

static void put_publisher(struct json *json, struct visit *visit, const char *key)
{
	json_open(json, key, '{');
	json_text(json, "@type", S("NewsMediaOrganization"));
	json_text(json, "name", VISIT_SETTING(visit, title));
	json_text(json, "url", visit_absolute(visit, S("/")));
	struct str logo = link_address(VISIT_SETTING(visit, logo));
	if (!logo.len)
		logo = link_address(VISIT_SETTING(visit, icon));
	if (logo.len) {
		json_open(json, "logo", '{');
		json_text(json, "@type", S("ImageObject"));
		json_text(json, "url", visit_absolute(visit, logo));
		json_close(json, '}');
	}
	json_close(json, '}');
}

static void put_authors(struct json *json, struct visit *visit, const struct story *story)
{
	json_open(json, "author", '[');
	for (size_t i = 0; i < story->byline_count; i++) {
		const struct person *person = &story->bylines[i].person;
		json_open(json, NULL, '{');
		json_text(json, "@type", S("Person"));
		json_text(json, "name", person->name);
		json_text(json, "url", visit_absolute(visit, person->path));
		json_close(json, '}');
	}
	json_close(json, ']');
}

static void put_topics(struct json *json, const struct story *story)
{
	json_open(json, "keywords", '[');
	for (size_t i = 0; i < story->topic_count; i++)
		if (!story->topics[i].internal)
			json_text(json, NULL, story->topics[i].name);
	json_close(json, ']');
}

static void put_what_it_is_about(struct json *json, struct visit *visit, const struct story *story)
{
	const struct section *section = story_section(visit, story);
	if (story_is_locked(story)) {
		json_truth(json, "isAccessibleForFree", false);
	} else {
		json_text_if(json, "description", story_teaser(visit->arena, story));
	}
	if (!story_is_locked(story) && media_is_picture(&story->cover)) {
		json_open(json, "image", '[');
		put_picture(json, visit, NULL, &story->cover);
		json_close(json, ']');
		json_text_if(json, "creditText", story->cover.credit);
	}
	if (section)
		json_text(json, "articleSection", section->name);
	if (story->topic_count)
		put_topics(json, story);
	if (story->words && !story_is_locked(story))
		json_number(json, "wordCount", story->words);
}

struct html jsonld_story(struct visit *visit, const struct story *story)
{
	struct buf out = buf_in(visit->arena, LIMIT_JSONLD_BYTES);
	struct json json = json_into(&out);
	bool is_page = story->kind == STORY_PAGE;
	struct str language =
		story->language.len ? story->language : VISIT_SETTING(visit, language);
	unix_ms changed = story->updated_at.ms > story->published_at.ms ? story->updated_at
									: story->published_at;
	json_open(&json, NULL, '{');
	json_text(&json, "@context", S("https://schema.org"));
	json_text(&json, "@type", is_page ? S("WebPage") : S("NewsArticle"));
	json_text(&json, is_page ? "name" : "headline", story_title(visit->arena, story));
	json_text(&json, "url", visit_absolute(visit, story->path));
	json_text(&json, "mainEntityOfPage", visit_absolute(visit, story->path));
	json_text(&json, "datePublished", visit_time(visit, story->published_at));
	json_text(&json, "dateModified", visit_time(visit, changed));
	json_text(&json, "inLanguage", language);
	put_authors(&json, visit, story);
	put_publisher(&json, visit, "publisher");
	put_what_it_is_about(&json, visit, story);
	json_close(&json, '}');
	return finish(visit, &out);
}

struct html jsonld_crumbs(struct visit *visit, const struct crumb *crumbs, size_t count)
{
	struct buf out = buf_in(visit->arena, LIMIT_JSONLD_BYTES);
	struct json json = json_into(&out);
	json_open(&json, NULL, '{');
	json_text(&json, "@context", S("https://schema.org"));
	json_text(&json, "@type", S("BreadcrumbList"));
	json_open(&json, "itemListElement", '[');
	for (size_t i = 0; i < count; i++) {
		json_open(&json, NULL, '{');
		json_text(&json, "@type", S("ListItem"));
		json_number(&json, "position", (int64_t)i + 1);
		json_text(&json, "name", crumbs[i].name);
		json_text(&json, "item", visit_absolute(visit, crumbs[i].path));
		json_close(&json, '}');
	}
	json_close(&json, ']');
	json_close(&json, '}');
	return finish(visit, &out);
}

struct html jsonld_site(struct visit *visit)
{
	struct buf out = buf_in(visit->arena, LIMIT_JSONLD_BYTES);
	struct json json = json_into(&out);
	struct str search = visit_absolute(visit, visit->settings.route_search);
	json_open(&json, NULL, '{');
	json_text(&json, "@context", S("https://schema.org"));
	json_text(&json, "@type", S("WebSite"));
	json_text(&json, "name", VISIT_SETTING(visit, title));
	json_text_if(&json, "description", VISIT_SETTING(visit, description));
	json_text(&json, "url", visit_absolute(visit, S("/")));
	json_text(&json, "inLanguage", VISIT_SETTING(visit, language));
	put_publisher(&json, visit, "publisher");
	json_open(&json, "potentialAction", '{');
	json_text(&json, "@type", S("SearchAction"));
	json_open(&json, "target", '{');
	json_text(&json, "@type", S("EntryPoint"));
	json_text(&json, "urlTemplate",
		  str_fmt(visit->arena, "%.*s?q={search_term_string}", STR_ARG(search)));
	json_close(&json, '}');
	json_text(&json, "query-input", S("required name=search_term_string"));
	json_close(&json, '}');
	json_close(&json, '}');
	return finish(visit, &out);
}
