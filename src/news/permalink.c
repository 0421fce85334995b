/* SPDX-License-Identifier: Apache-2.0 */
/*
 * permalink.c: patterns to paths, and paths back to patterns.
 *
 * Guessing tries the tags on each segment of a sample's path, the most telling first: what equals
 * the slug is the slug, what equals the year of publication where a year would stand is the year.
 */
#include "news/permalink.h"

enum tag {
	TAG_NAME,
	TAG_ID,
	TAG_YEAR,
	TAG_MONTH,
	TAG_DAY,
	TAG_HOUR,
	TAG_MINUTE,
	TAG_SECOND,
	TAG_CATEGORY,
	TAG_AUTHOR,
	TAG_NONE
};

static const struct str tag_names[TAG_NONE] = {
	[TAG_NAME] = STR_CONST("%postname%"),     [TAG_ID] = STR_CONST("%post_id%"),
	[TAG_YEAR] = STR_CONST("%year%"),         [TAG_MONTH] = STR_CONST("%monthnum%"),
	[TAG_DAY] = STR_CONST("%day%"),           [TAG_HOUR] = STR_CONST("%hour%"),
	[TAG_MINUTE] = STR_CONST("%minute%"),     [TAG_SECOND] = STR_CONST("%second%"),
	[TAG_CATEGORY] = STR_CONST("%category%"), [TAG_AUTHOR] = STR_CONST("%author%"),
};

static enum tag tag_at(struct str pattern)
{
	for (enum tag tag = 0; tag < TAG_NONE; tag++)
		if (str_starts(pattern, tag_names[tag]))
			return tag;
	return TAG_NONE;
}

bool permalink_needs_id(struct str pattern)
{
	return str_contains(pattern, tag_names[TAG_ID]);
}

bool permalink_is_valid(struct str pattern)
{
	bool tells_apart = false;
	if (!str_starts(pattern, S("/")) || pattern.len > LIMIT_PERMALINK_BYTES)
		return false;
	for (size_t at = 0; at < pattern.len; at++) {
		if ((unsigned char)pattern.ptr[at] <= ' ')
			return false;
		if (pattern.ptr[at] != '%')
			continue;
		enum tag tag = tag_at(str_from(pattern, at));
		if (tag == TAG_NONE)
			return false;
		tells_apart |= tag == TAG_NAME || tag == TAG_ID;
		at += tag_names[tag].len - 1;
	}
	return tells_apart;
}

/* Percent-encodes all but unreserved characters, and the '/' of a section's path. */
static void put_encoded(struct buf *out, struct str text)
{
	for (size_t i = 0; i < text.len; i++) {
		char c = text.ptr[i];
		if (char_is_alpha(c) || char_is_digit(c) || (c && strchr("-_.~/", c)))
			buf_put_char(out, c);
		else
			buf_fmt(out, "%%%02X", (unsigned)(unsigned char)c);
	}
}

static void put_part(struct buf *out, enum tag tag, const struct permalink_parts *parts)
{
	const struct civil *at = &parts->published;
	switch (tag) {
	case TAG_NAME: put_encoded(out, parts->slug); break;
	case TAG_ID: buf_put_i64(out, parts->id); break;
	case TAG_YEAR: buf_fmt(out, "%04d", at->year); break;
	case TAG_MONTH: buf_fmt(out, "%02d", at->month); break;
	case TAG_DAY: buf_fmt(out, "%02d", at->day); break;
	case TAG_HOUR: buf_fmt(out, "%02d", at->hour); break;
	case TAG_MINUTE: buf_fmt(out, "%02d", at->minute); break;
	case TAG_SECOND: buf_fmt(out, "%02d", at->second); break;
	case TAG_CATEGORY:
		put_encoded(out,
			    parts->section_path.len ? parts->section_path : S("uncategorized"));
		break;
	case TAG_AUTHOR: put_encoded(out, parts->author.len ? parts->author : S("staff")); break;
	case TAG_NONE: break;
	}
}

static void make(struct buf *out, struct str pattern, const struct permalink_parts *parts)
{
	for (size_t at = 0; at < pattern.len;) {
		enum tag tag = tag_at(str_from(pattern, at));
		if (tag == TAG_NONE) {
			buf_put_char(out, pattern.ptr[at++]);
		} else {
			put_part(out, tag, parts);
			at += tag_names[tag].len;
		}
	}
}

enum err permalink_make(struct arena *into, struct str pattern, const struct permalink_parts *parts,
			struct str *out)
{
	if (!permalink_is_valid(pattern))
		return ERR_INVALID;
	struct buf path = buf_in(into, 4 * LIMIT_PERMALINK_BYTES);
	make(&path, pattern, parts);
	TRY(path.fault);
	*out = buf_str(&path);
	return OK;
}

static bool equals_part(struct arena *into, struct str segment, enum tag tag,
			const struct permalink_parts *parts)
{
	struct buf out = buf_in(into, 4 * LIMIT_PERMALINK_BYTES);
	put_part(&out, tag, parts);
	return out.len && !out.fault && str_eq_nocase(segment, buf_str(&out));
}

/* What segments of one path have been taken for. */
struct guess {
	struct arena *into;
	const struct permalink_parts *parts;
	struct buf pattern;
	bool has[TAG_NONE];
};

/* Dates come in order: a "05" is a day only behind a month. */
static bool may_follow(const struct guess *guess, enum tag tag)
{
	switch (tag) {
	case TAG_MONTH: return guess->has[TAG_YEAR];
	case TAG_DAY: return guess->has[TAG_MONTH];
	case TAG_HOUR: return guess->has[TAG_DAY];
	case TAG_MINUTE: return guess->has[TAG_HOUR];
	case TAG_SECOND: return guess->has[TAG_MINUTE];
	default: return true;
	}
}

static enum tag tag_of_segment(struct guess *guess, struct str segment)
{
	static const enum tag order[] = { TAG_NAME,   TAG_YEAR,    TAG_MONTH,  TAG_DAY,
					  TAG_HOUR,   TAG_MINUTE,  TAG_SECOND, TAG_ID,
					  TAG_AUTHOR, TAG_CATEGORY };
	for (size_t i = 0; i < COUNT_OF(order); i++)
		if (!guess->has[order[i]] && may_follow(guess, order[i]) &&
		    equals_part(guess->into, segment, order[i], guess->parts))
			return order[i];
	return TAG_NONE;
}

static void put_tag(struct guess *guess, enum tag tag)
{
	guess->has[tag] = true;
	buf_put(&guess->pattern, tag_names[tag]);
}

/* "2015-01-hello", "hello.html", "p=12": the parts between signs, each on its own. */
static void guess_pieces(struct guess *guess, struct str segment)
{
	struct str slug = guess->parts->slug, rest = segment;
	struct buf encoded = buf_in(guess->into, 4 * LIMIT_PERMALINK_BYTES);
	put_encoded(&encoded, slug);
	while (rest.len) {
		if (encoded.len && !guess->has[TAG_NAME] &&
		    str_eq_nocase(str_first(rest, encoded.len), buf_str(&encoded))) {
			put_tag(guess, TAG_NAME);
			rest = str_from(rest, encoded.len);
			continue;
		}
		size_t n = 0;
		while (n < rest.len && (char_is_alpha(rest.ptr[n]) || char_is_digit(rest.ptr[n])))
			n++;
		enum tag tag = n ? tag_of_segment(guess, str_first(rest, n)) : TAG_NONE;
		n = n ? n : 1;
		if (tag == TAG_NONE)
			buf_put(&guess->pattern, str_first(rest, n));
		else
			put_tag(guess, tag);
		rest = str_from(rest, n);
	}
}

/* A section's path spans several segments: look for it at this segment's start. */
static size_t section_length(struct guess *guess, struct str path)
{
	struct buf out = buf_in(guess->into, 4 * LIMIT_PERMALINK_BYTES);
	put_part(&out, TAG_CATEGORY, guess->parts);
	struct str section = buf_str(&out);
	bool is_there = str_eq_nocase(str_first(path, section.len), section) &&
			path.len > section.len && path.ptr[section.len] == '/';
	return is_there && !guess->has[TAG_CATEGORY] ? section.len : 0;
}

static void guess_segment(struct guess *guess, struct str segment)
{
	enum tag tag = tag_of_segment(guess, segment);
	if (tag != TAG_NONE)
		put_tag(guess, tag);
	else
		guess_pieces(guess, segment);
}

static bool guess_one(struct arena *into, const struct permalink_sample *sample, struct str *out)
{
	struct guess guess = {
		.into = into,
		.parts = &sample->parts,
		.pattern = buf_in(into, LIMIT_PERMALINK_BYTES),
	};
	struct str path = sample->path;
	while (path.len) {
		size_t slash = str_find_char(path, '/');
		struct str segment = str_first(path, slash == STR_NONE ? path.len : slash);
		size_t section = slash == STR_NONE ? 0 : section_length(&guess, path);
		if (section && tag_of_segment(&guess, str_first(path, section)) == TAG_CATEGORY) {
			put_tag(&guess, TAG_CATEGORY);
			segment = str_first(path, section);
		} else {
			guess_segment(&guess, segment);
		}
		path = str_from(path, segment.len);
		if (str_drop_prefix(&path, S("/")))
			buf_put_char(&guess.pattern, '/');
	}
	*out = buf_str(&guess.pattern);
	return !guess.pattern.fault && permalink_is_valid(*out);
}

/* Whether the pattern makes the sample's very path. */
static bool follows(struct arena *into, const struct permalink_sample *sample, struct str pattern)
{
	struct str made;
	return !permalink_make(into, pattern, &sample->parts, &made) &&
	       str_eq_nocase(made, sample->path);
}

bool permalink_guess(struct arena *into, const struct permalink_sample *samples, size_t count,
		     struct str *out)
{
	size_t best = 0;
	for (size_t i = 0; i < count && best * 2 <= count; i++) {
		struct str pattern;
		size_t followers = 0;
		if (!guess_one(into, &samples[i], &pattern) || (best && str_eq(pattern, *out)))
			continue;
		struct arena_mark mark = arena_mark(into);
		for (size_t j = 0; j < count; j++)
			followers += follows(into, &samples[j], pattern);
		arena_reset(into, mark);
		if (followers > best) {
			best = followers;
			*out = pattern;
		}
	}
	return best > 0 && best * 2 >= count;
}
