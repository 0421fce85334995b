/* SPDX-License-Identifier: Apache-2.0 */
/* media_type.c: the table. */
#include "http/media_type.h"

#define UPLOAD(extension, name, is_text)                                                           \
	{                                                                                          \
		STR_CONST(extension), STR_CONST(name), true, is_text                               \
	}
#define ASSET(extension, name, is_text)                                                            \
	{                                                                                          \
		STR_CONST(extension), STR_CONST(name), false, is_text                              \
	}

static const struct media_type types[] = {
	UPLOAD("jpg", "image/jpeg", false),
	UPLOAD("jpeg", "image/jpeg", false),
	UPLOAD("png", "image/png", false),
	UPLOAD("gif", "image/gif", false),
	UPLOAD("webp", "image/webp", false),
	UPLOAD("avif", "image/avif", false),
	UPLOAD("mp3", "audio/mpeg", false),
	UPLOAD("m4a", "audio/mp4", false),
	UPLOAD("ogg", "audio/ogg", false),
	UPLOAD("oga", "audio/ogg", false),
	UPLOAD("opus", "audio/ogg", false),
	UPLOAD("wav", "audio/wav", false),
	UPLOAD("flac", "audio/flac", false),
	UPLOAD("mp4", "video/mp4", false),
	UPLOAD("m4v", "video/mp4", false),
	UPLOAD("mov", "video/quicktime", false),
	UPLOAD("webm", "video/webm", false),
	UPLOAD("ogv", "video/ogg", false),
	UPLOAD("pdf", "application/pdf", false),
	UPLOAD("zip", "application/zip", false),
	UPLOAD("epub", "application/epub+zip", false),
	UPLOAD("txt", "text/plain; charset=utf-8", true),
	UPLOAD("csv", "text/csv; charset=utf-8", true),
	UPLOAD("vtt", "text/vtt; charset=utf-8", true),
	ASSET("css", "text/css; charset=utf-8", true),
	ASSET("js", "text/javascript; charset=utf-8", true),
	ASSET("mjs", "text/javascript; charset=utf-8", true),
	ASSET("json", "application/json", true),
	ASSET("map", "application/json", true),
	ASSET("webmanifest", "application/manifest+json", true),
	ASSET("svg", "image/svg+xml", true),
	ASSET("ico", "image/x-icon", false),
	ASSET("xml", "application/xml", true),
	ASSET("html", "text/html; charset=utf-8", true),
	ASSET("woff", "font/woff", false),
	ASSET("woff2", "font/woff2", false),
	ASSET("ttf", "font/ttf", false),
	ASSET("otf", "font/otf", false),
};

const struct media_type *media_type_of(struct str path)
{
	struct str_pair cut = str_cut_last(path, '.');
	if (!cut.found)
		return NULL;
	for (size_t i = 0; i < COUNT_OF(types); i++)
		if (str_eq_nocase(types[i].extension, cut.tail))
			return &types[i];
	return NULL;
}

bool media_type_is_text(struct str content_type)
{
	struct str name = str_trim(str_cut(content_type, ';').head);
	return str_starts(name, S("text/")) || str_ends(name, S("+xml")) ||
	       str_ends(name, S("/xml")) || str_ends(name, S("json")) ||
	       str_ends(name, S("/javascript"));
}
