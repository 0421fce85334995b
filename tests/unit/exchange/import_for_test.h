/* SPDX-License-Identifier: Apache-2.0 */
/* import_for_test.h: exports written in a test, and imported into its paper. */
#pragma once
#include "../store/store_for_test.h"

#include "exchange/import.h"
#include "os/os.h"

#define HEAD                                                                                       \
	"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<rss "                                        \
	"xmlns:excerpt=\"http://wordpress.org/export/1.2/excerpt/\" "                              \
	"xmlns:content=\"http://purl.org/rss/1.0/modules/content/\" "                              \
	"xmlns:dc=\"http://purl.org/dc/elements/1.1/\" "                                           \
	"xmlns:wp=\"http://wordpress.org/export/1.2/\"><channel><title>The &amp; Quay</title>"     \
	"<link>https://old.example</link><language>fr</language>"                                  \
	"<wp:base_blog_url>https://old.example</wp:base_blog_url>\n"
#define TAIL "</channel></rss>\n"
#define POST(id, slug, date, more)                                                                 \
	"<item><title>Story " id "</title><link>https://old.example/2020/03/" slug "/</link>"      \
	"<dc:creator>jo</dc:creator><wp:post_id>" id "</wp:post_id>"                               \
	"<wp:post_date>" date "</wp:post_date><wp:post_date_gmt>" date "</wp:post_date_gmt>"       \
	"<wp:post_name>" slug "</wp:post_name><wp:status>publish</wp:status>"                      \
	"<wp:post_type>post</wp:post_type>" more "</item>\n"
#define BODY(text) "<content:encoded><![CDATA[" text "]]></content:encoded>"
#define META(key, value)                                                                           \
	"<wp:postmeta><wp:meta_key>" key "</wp:meta_key><wp:meta_value><![CDATA[" value            \
	"]]></wp:meta_value></wp:postmeta>"
#define PICTURE(id, parent, file)                                                                  \
	"<item><title>Pic</title><link>https://old.example/2020/03/a/pic" id "/</link>"            \
	"<wp:post_id>" id "</wp:post_id><wp:post_parent>" parent "</wp:post_parent>"               \
	"<wp:status>inherit</wp:status><wp:post_type>attachment</wp:post_type>"                    \
	"<wp:attachment_url>https://old.example/wp-content/uploads/2020/03/" file                  \
	"</wp:attachment_url>"

static inline struct str write_file(struct paper *paper, const char *name, const char *text)
{
	struct str path = os_path_join(&paper->arena, paper->folder, str_of(name));
	assert_ok(os_write_file(path, str_of(text), NULL));
	return path;
}

static inline enum err import_files(struct paper *paper, const char *const *texts, size_t count,
				    struct account *account)
{
	struct str files[4];
	struct comment_keys keys = comment_keys_from(S("0123456789abcdef0123456789abcdef"));
	for (size_t i = 0; i < count; i++)
		files[i] = write_file(paper, i ? "b.xml" : "a.xml", texts[i]);
	struct import_job job = {
		.store = paper->store,
		.site_folder = paper->folder,
		.files = files,
		.file_count = count,
		.uploads = os_exists(os_path_join(&paper->arena, paper->folder, S("uploads")))
				   ? os_path_join(&paper->arena, paper->folder, S("uploads"))
				   : S(""),
		.keys = &keys,
	};
	paper->fault = (struct fault){ 0 };
	return import_wxr(&job, &paper->arena, account, &paper->fault);
}

static inline struct account import_text(struct paper *paper, const char *text)
{
	struct account account;
	enum err err = import_files(paper, &text, 1, &account);
	if (err)
		fail_msg("%s: %s", err_name(err), paper->fault.text);
	return account;
}

static inline struct story story_at(struct paper *paper, const char *path)
{
	struct address address;
	assert_ok(store_address(paper->store, &paper->arena, str_of(path), &address));
	assert_int_equal(address.kind, ADDRESS_STORY);
	return read_story(paper, (story_id){ address.target });
}
