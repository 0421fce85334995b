/* SPDX-License-Identifier: Apache-2.0 */
/* grow_wxr.c: as the exporter of WordPress writes it; half of the stories as its block editor keeps
 * them, half as the one before. */
#include "grow.h"
#include "os/os.h"

#define LIMIT_ITEM_BYTES (1u << 20)

static void put_cdata(struct buf *out, const char *name, struct str text)
{
	buf_fmt(out, "<%s><![CDATA[%.*s]]></%s>\n", name, STR_ARG(text), name);
}

/* The name's letters and digits, parted by hyphens. */
static struct str slug_of(struct arena *into, struct str name)
{
	struct buf out = buf_in(into, name.len + 1);
	for (size_t i = 0; i < name.len; i++) {
		bool is_word = char_is_alpha(name.ptr[i]) || char_is_digit(name.ptr[i]);
		if (is_word)
			buf_put_char(&out, char_lower(name.ptr[i]));
		else if (out.len && out.ptr[out.len - 1] != '-')
			buf_put_char(&out, '-');
	}
	return buf_str(&out);
}

static void put_term(struct arena *into, struct buf *out, const char *domain, struct str name)
{
	struct str slug = slug_of(into, name);
	buf_fmt(out, "<category domain=\"%s\" nicename=\"%.*s\"><![CDATA[%.*s]]></category>\n",
		domain, STR_ARG(slug), STR_ARG(name));
}

static void put_times(struct arena *into, struct buf *out, unix_ms at)
{
	struct str moment =
		str_replace(into, str_first(time_rfc3339(into, at, 0), 19), S("T"), S(" "));
	buf_fmt(out, "<pubDate>%.*s</pubDate>\n", STR_ARG(time_rfc5322(into, at, 0)));
	put_cdata(out, "wp:post_date", moment);
	put_cdata(out, "wp:post_date_gmt", moment);
	put_cdata(out, "wp:post_modified", moment);
	put_cdata(out, "wp:post_modified_gmt", moment);
}

static void put_body(struct buf *out, const struct tale *tale)
{
	bool has_blocks = tale->number % 2 == 0;
	buf_put(out, S("<content:encoded><![CDATA["));
	for (size_t i = 0; i < tale->paragraph_count; i++)
		buf_fmt(out,
			has_blocks
				? "<!-- wp:paragraph -->\n<p>%.*s</p>\n<!-- /wp:paragraph -->\n\n"
				: "%.*s\n\n",
			STR_ARG(tale->paragraphs[i]));
	buf_put(out, S("]]></content:encoded>\n"));
}

static void put_replies(const struct paper *paper, struct buf *out, const struct tale *tale)
{
	for (size_t i = 0; i < tale->replies; i++) {
		buf_fmt(out, "<wp:comment>\n<wp:comment_id>%llu</wp:comment_id>\n",
			(unsigned long long)tale->number * 1000 + i + 1);
		put_cdata(out, "wp:comment_author", S("A reader"));
		put_cdata(out, "wp:comment_author_email", S("reader@example.org"));
		put_cdata(out, "wp:comment_date_gmt", S("2026-06-01 10:00:00"));
		put_cdata(out, "wp:comment_content", tale_reply(paper, tale, i));
		buf_put(out,
			S("<wp:comment_approved>1</wp:comment_approved>\n<wp:comment_type>comment"
			  "</wp:comment_type>\n<wp:comment_parent>0</wp:comment_parent>\n"
			  "</wp:comment>\n"));
	}
}

static void put_item(const struct paper *paper, struct arena *into, struct buf *out,
		     const struct tale *tale)
{
	unsigned long long id = tale->number + 1;
	buf_put(out, S("<item>\n"));
	put_cdata(out, "title", tale->headline);
	buf_fmt(out, "<link>https://bench.example/?p=%llu</link>\n", id);
	buf_fmt(out, "<guid isPermaLink=\"false\">https://bench.example/?p=%llu</guid>\n", id);
	put_cdata(out, "dc:creator", paper_author(into, tale->author));
	put_cdata(out, "excerpt:encoded", tale->standfirst);
	put_body(out, tale);
	put_times(into, out, tale->published_at);
	buf_fmt(out, "<wp:post_id>%llu</wp:post_id>\n", id);
	put_cdata(out, "wp:comment_status", S("open"));
	put_cdata(out, "wp:status", S("publish"));
	put_cdata(out, "wp:post_type", S("post"));
	put_term(into, out, "category", paper_section(tale->section));
	for (size_t i = 0; i < tale->topic_count; i++)
		put_term(into, out, "post_tag", paper_topic(paper, tale->topics[i]));
	put_replies(paper, out, tale);
	buf_put(out, S("</item>\n"));
}

static const char head[] =
	"<?xml version=\"1.0\" encoding=\"UTF-8\" ?>\n<rss version=\"2.0\"\n"
	"xmlns:excerpt=\"http://wordpress.org/export/1.2/excerpt/\"\n"
	"xmlns:content=\"http://purl.org/rss/1.0/modules/content/\"\n"
	"xmlns:dc=\"http://purl.org/dc/elements/1.1/\"\n"
	"xmlns:wp=\"http://wordpress.org/export/1.2/\">\n<channel>\n<title>The Bench</title>\n"
	"<link>https://bench.example</link>\n<wp:wxr_version>1.2</wp:wxr_version>\n"
	"<wp:base_site_url>https://bench.example</wp:base_site_url>\n"
	"<wp:base_blog_url>https://bench.example</wp:base_blog_url>\n";

enum err grow_wxr(const struct paper *paper, struct str file, struct fault *fault)
{
	CLEANUP(arena_close) struct arena arena = arena_open((size_t)64 << 20);
	CLEANUP(os_close) int fd = -1;
	TRY(os_create(file, &fd, fault));
	TRY(os_write(fd, str_of(head)));
	for (uint64_t i = 0; i < paper->stories; i++) {
		struct arena_mark mark = arena_mark(&arena);
		struct tale tale;
		struct buf out = buf_in(&arena, LIMIT_ITEM_BYTES);
		tale_tell(paper, &arena, i, &tale);
		put_item(paper, &arena, &out, &tale);
		TRY(out.fault);
		TRY(os_write(fd, buf_str(&out)));
		arena_reset(&arena, mark);
	}
	return os_write(fd, S("</channel>\n</rss>\n"));
}
