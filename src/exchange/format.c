/* SPDX-License-Identifier: Apache-2.0 */
/* format.c: looks at the first bytes that are not white space. */
#include "exchange/format.h"

enum { FIRST_BYTES = 512 };

enum format format_of(struct str first)
{
	if (!first.len)
		return FORMAT_EMPTY;
	if (str_starts(first, S("PK\x03\x04")))
		return FORMAT_ZIP;
	if (str_starts(first, S("\x1F\x8B")))
		return FORMAT_GZIP;
	/* UTF-16 with its mark */
	if (str_starts(first, S("\xFF\xFE<")) || str_starts(first, S("\xFE\xFF\0<")))
		return FORMAT_WXR;
	str_drop_prefix(&first, S("\xEF\xBB\xBF"));
	first = str_trim(first);
	if (str_starts(first, S("<")))
		return FORMAT_WXR;
	return str_starts(first, S("{")) || str_starts(first, S("[")) ? FORMAT_JSON
								      : FORMAT_UNKNOWN;
}

static struct str refusal(enum format format)
{
	switch (format) {
	case FORMAT_EMPTY: return S("the file is empty");
	case FORMAT_ZIP: return S("a zip archive: unpack it first");
	case FORMAT_GZIP: return S("compressed with gzip: unpack it first");
	default:
		return S("neither XML nor JSON nor anything else that can be imported: a WordPress "
			 "export (WXR) is an XML file, news items (ninjs) are JSON");
	}
}

enum err format_check(struct str file, enum format *out, struct fault *fault)
{
	CLEANUP(os_close) int fd = -1;
	char first[FIRST_BYTES];
	size_t got = 0;
	struct os_stat stat;
	if (os_stat(file, &stat) == OK && stat.is_folder)
		return fault_set(fault, ERR_INVALID, "%.*s: a folder, not an export",
				 STR_ARG(file));
	TRY(os_open_read(file, &fd, fault));
	if (os_read(fd, first, sizeof first, &got))
		return fault_set(fault, ERR_IO, "cannot read %.*s", STR_ARG(file));
	enum format format = format_of((struct str){ first, got });
	*out = format;
	if (format == FORMAT_WXR || format == FORMAT_JSON)
		return OK;
	return fault_set(fault, ERR_INVALID, "%.*s:1: %.*s", STR_ARG(file),
			 STR_ARG(refusal(format)));
}
