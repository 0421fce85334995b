/* SPDX-License-Identifier: Apache-2.0 */
/* media.c: from address to file. */
#include "front/media.h"

#include "http/media_type.h"
#include "http/url.h"
#include "os/folder.h"

bool media_serve(int folder, const struct http_request *request, struct http_response *response,
		 struct answer_file *file)
{
	struct str path;
	if (folder < 0 || (request->method != HTTP_GET && request->method != HTTP_HEAD) ||
	    url_normal_path(response->arena, request->path, &path) != OK ||
	    !str_drop_prefix(&path, S("/media/")))
		return false;
	path = url_decode(response->arena, path);
	if (os_open_below(folder, path, &file->fd, &file->stat) != OK)
		return false;
	const struct media_type *type = media_type_of(path);
	bool is_shown = type && type->is_upload;
	http_set(response, S("Content-Type"),
		 is_shown ? type->name : S("application/octet-stream"));
	if (!is_shown || str_eq(type->name, S("application/pdf")))
		http_set(response, S("Content-Disposition"), S("attachment"));
	http_set(response, S("Content-Security-Policy"), S("default-src 'none'; sandbox"));
	http_set(response, S("Cache-Control"), S("public, max-age=31536000, immutable"));
	return true;
}
