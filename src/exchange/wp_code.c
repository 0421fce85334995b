/* SPDX-License-Identifier: Apache-2.0 */
/* wp_code.c: the table. */
#include "exchange/wp_code.h"

static const struct code codes[] = {
	{ STR_CONST("caption"), CODE_CAPTION, { 0 } },
	{ STR_CONST("wp_caption"), CODE_CAPTION, { 0 } },
	{ STR_CONST("gallery"), CODE_GALLERY, { 0 } },
	{ STR_CONST("playlist"), CODE_PLAYLIST, { 0 } },
	{ STR_CONST("audio"), CODE_FILE, { 0 } },
	{ STR_CONST("video"), CODE_FILE, { 0 } },
	{ STR_CONST("embed"), CODE_ADDRESS, { 0 } },
	{ STR_CONST("youtube"), CODE_ADDRESS, STR_CONST("https://www.youtube.com/watch?v=") },
	{ STR_CONST("vimeo"), CODE_ADDRESS, STR_CONST("https://vimeo.com/") },
	{ STR_CONST("dailymotion"), CODE_ADDRESS, STR_CONST("https://www.dailymotion.com/video/") },
	{ STR_CONST("tweet"), CODE_ADDRESS, STR_CONST("https://twitter.com/i/status/") },
	{ STR_CONST("twitter"), CODE_ADDRESS, { 0 } },
	{ STR_CONST("instagram"), CODE_ADDRESS, { 0 } },
	{ STR_CONST("facebook"), CODE_ADDRESS, { 0 } },
	{ STR_CONST("tiktok"), CODE_ADDRESS, { 0 } },
	{ STR_CONST("soundcloud"), CODE_ADDRESS, { 0 } },
	{ STR_CONST("spotify"), CODE_ADDRESS, { 0 } },
	{ STR_CONST("googlemaps"), CODE_ADDRESS, { 0 } },
	{ STR_CONST("ted"), CODE_ADDRESS, STR_CONST("https://www.ted.com/talks/") },
	{ STR_CONST("gist"), CODE_ADDRESS, STR_CONST("https://gist.github.com/") },
	{ STR_CONST("archiveorg"), CODE_ADDRESS, STR_CONST("https://archive.org/details/") },
	{ STR_CONST("contact-form-7"), CODE_GONE, { 0 } },
	{ STR_CONST("contact-form"), CODE_GONE, { 0 } },
	{ STR_CONST("contact-field"), CODE_GONE, { 0 } },
	{ STR_CONST("wpforms"), CODE_GONE, { 0 } },
	{ STR_CONST("gravityform"), CODE_GONE, { 0 } },
	{ STR_CONST("ninja_form"), CODE_GONE, { 0 } },
	{ STR_CONST("mc4wp_form"), CODE_GONE, { 0 } },
	{ STR_CONST("jetpack_subscription_form"), CODE_GONE, { 0 } },
	{ STR_CONST("sharethis"), CODE_GONE, { 0 } },
	{ STR_CONST("nggallery"), CODE_GONE, { 0 } },
	{ STR_CONST("rev_slider"), CODE_GONE, { 0 } },
	{ STR_CONST("jetpack-related-posts"), CODE_GONE, { 0 } },
	{ STR_CONST("code"), CODE_LISTING, { 0 } },
	{ STR_CONST("sourcecode"), CODE_LISTING, { 0 } },
	{ STR_CONST("source"), CODE_LISTING, { 0 } },
	{ STR_CONST("bash"), CODE_LISTING, { 0 } },
	{ STR_CONST("shell"), CODE_LISTING, { 0 } },
	{ STR_CONST("cpp"), CODE_LISTING, { 0 } },
	{ STR_CONST("csharp"), CODE_LISTING, { 0 } },
	{ STR_CONST("css"), CODE_LISTING, { 0 } },
	{ STR_CONST("diff"), CODE_LISTING, { 0 } },
	{ STR_CONST("html"), CODE_LISTING, { 0 } },
	{ STR_CONST("java"), CODE_LISTING, { 0 } },
	{ STR_CONST("javascript"), CODE_LISTING, { 0 } },
	{ STR_CONST("js"), CODE_LISTING, { 0 } },
	{ STR_CONST("perl"), CODE_LISTING, { 0 } },
	{ STR_CONST("php"), CODE_LISTING, { 0 } },
	{ STR_CONST("powershell"), CODE_LISTING, { 0 } },
	{ STR_CONST("python"), CODE_LISTING, { 0 } },
	{ STR_CONST("ruby"), CODE_LISTING, { 0 } },
	{ STR_CONST("sql"), CODE_LISTING, { 0 } },
	{ STR_CONST("text"), CODE_LISTING, { 0 } },
	{ STR_CONST("xml"), CODE_LISTING, { 0 } },
};

/* What page builders put around text. */
static const struct str layouts[] = { STR_CONST("vc_"), STR_CONST("et_pb_"), STR_CONST("fusion_"),
				      STR_CONST("av_"), STR_CONST("mk_"),    STR_CONST("cs_") };
static const struct code layout_code = { { 0 }, CODE_UNWRAP, { 0 } };

_Static_assert(COUNT_OF(codes) <= LIMIT_CODES, "an index is below it");

const struct code *wp_code(struct str name)
{
	for (size_t i = 0; i < COUNT_OF(codes); i++)
		if (str_eq(name, codes[i].name))
			return &codes[i];
	for (size_t i = 0; i < COUNT_OF(layouts); i++)
		if (str_starts(name, layouts[i]))
			return &layout_code;
	return NULL;
}

size_t wp_code_index(const struct code *code)
{
	return (size_t)(code - codes);
}
