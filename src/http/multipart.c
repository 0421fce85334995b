/* SPDX-License-Identifier: Apache-2.0 */
/* multipart.c: multipart/form-data (RFC 7578): parts between lines that begin with "--boundary".
 * A form without its closing line is refused, as it may have lost its end. */
#include "http/form.h"

#include "http/field.h"

static bool boundary_is_sound(struct str boundary)
{
	for (size_t i = 0; i < boundary.len; i++) {
		char c = boundary.ptr[i];
		if (!char_is_alpha(c) && !char_is_digit(c) && !strchr("'()+_,-./:=? ", c))
			return false;
	}
	return boundary.len > 0 && boundary.len <= LIMIT_BOUNDARY_BYTES &&
	       boundary.ptr[boundary.len - 1] != ' ';
}

/* A file's name without the folders that some browsers send along. */
static struct str without_folders(struct str name)
{
	size_t slash = str_find_last_char(name, '/');
	name = slash == STR_NONE ? name : str_from(name, slash + 1);
	slash = str_find_last_char(name, '\\');
	return slash == STR_NONE ? name : str_from(name, slash + 1);
}

static enum err read_disposition(struct arena *into, struct str value, struct form_field *field)
{
	struct str name, file;
	if (!str_eq_nocase(field_main(value), S("form-data")) ||
	    !field_param(into, value, S("name"), &name))
		return ERR_INVALID;
	field->name = utf8_repair(into, name);
	if (field_param(into, value, S("filename"), &file)) {
		field->filename = utf8_repair(into, without_folders(file));
		if (field->content_type.len == 0)
			field->content_type = S("application/octet-stream");
	}
	return OK;
}

static bool is_plain_coding(struct str coding)
{
	return str_eq_nocase(coding, S("binary")) || str_eq_nocase(coding, S("8bit")) ||
	       str_eq_nocase(coding, S("7bit"));
}

/* The header lines of one part. */
static enum err read_head(struct arena *into, struct str head, struct form_field *field)
{
	struct str disposition = { 0 }, type = { 0 };
	while (head.len) {
		struct str_pair line = str_cut_str(head, S("\r\n"));
		struct str_pair pair = str_cut(line.head, ':');
		struct str value = str_trim(pair.tail);
		head = line.tail;
		if (!pair.found || !field_is_token(pair.head))
			return ERR_INVALID;
		if (str_eq_nocase(pair.head, S("Content-Disposition"))) {
			if (disposition.len)
				return ERR_INVALID;
			disposition = value;
		} else if (str_eq_nocase(pair.head, S("Content-Type"))) {
			type = value;
		} else if (str_eq_nocase(pair.head, S("Content-Transfer-Encoding")) &&
			   !is_plain_coding(value)) {
			return ERR_INVALID;
		}
	}
	field->content_type = type;
	return read_disposition(into, disposition, field);
}

/* Takes one part off: *body begins after its delimiter line. text_bytes counts what is no file. */
static enum err read_part(struct arena *into, struct str *body, struct str delimiter,
			  size_t *text_bytes, struct form_field *field)
{
	struct str_pair head = str_cut_str(*body, S("\r\n\r\n"));
	if (!head.found)
		return ERR_INVALID;
	if (head.head.len > LIMIT_PART_HEAD_BYTES)
		return ERR_TOO_BIG;
	TRY(read_head(into, head.head, field));
	/* the line end before an empty value is the one that ends the head */
	struct str from = { head.tail.ptr - 2, head.tail.len + 2 };
	struct str_pair value = str_cut_str(from, delimiter);
	if (!value.found)
		return ERR_INVALID;
	field->value = str_from(value.head, 2);
	*body = value.tail;
	if (field->content_type.len && field->filename.ptr)
		return OK;
	*text_bytes += field->value.len;
	field->value = utf8_repair(into, field->value);
	return *text_bytes > LIMIT_FORM_BYTES ? ERR_TOO_BIG : OK;
}

/* Steps over the rest of a delimiter line. *closed: it was the last one. */
static enum err end_delimiter(struct str *body, bool *closed)
{
	*closed = str_drop_prefix(body, S("--"));
	if (*closed)
		return OK;
	while (str_drop_prefix(body, S(" ")) || str_drop_prefix(body, S("\t")))
		;
	return str_drop_prefix(body, S("\r\n")) ? OK : ERR_INVALID;
}

enum err form_parse_multipart(struct arena *into, struct str body, struct str boundary,
			      struct form *out)
{
	struct form form = { 0 };
	size_t text_bytes = 0;
	bool closed = false;
	if (!boundary_is_sound(boundary))
		return ERR_INVALID;
	struct str delimiter = str_fmt(into, "\r\n--%.*s", STR_ARG(boundary));
	if (!str_drop_prefix(&body, str_from(delimiter, 2))) {
		struct str_pair preamble = str_cut_str(body, delimiter);
		if (!preamble.found)
			return ERR_INVALID;
		body = preamble.tail;
	}
	for (;;) {
		struct form_field field = { 0 };
		TRY(end_delimiter(&body, &closed));
		if (closed)
			break;
		if (form.count == LIMIT_FORM_FIELDS)
			return ERR_TOO_BIG;
		TRY(read_part(into, &body, delimiter, &text_bytes, &field));
		*list_push(into, &form) = field;
	}
	*out = form;
	return OK;
}
