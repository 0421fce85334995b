/* SPDX-License-Identifier: Apache-2.0 */
/* pictures.c: the paper's pictures, as the newsroom sees them. */
#include "desk/handlers.h"
#include "media/rendition.h"
#include "os/os.h"
#include "store/media.h"

/* Pictures of unpublished stories too, which readers' addresses do not give. */
enum err desk_picture_file(struct desk *desk, struct http_response *out)
{
	struct media media;
	TRY(store_media(desk->store, desk->arena, (media_id){ desk->numbers[0] }, &media));
	if (media.file.len == 0)
		return ERR_NOT_FOUND;
	struct str folder = os_path_join(desk->arena, desk->app->site_folder, S("media"));
	struct renditions all = renditions_of(&media);
	struct str file = all.count
				  ? rendition_file(desk->arena, &media, all.version, all.widths[0])
				  : media.file;
	*out = http_response_in(desk->arena, 200);
	out->file = os_path_join(desk->arena, folder, file);
	return OK;
}
