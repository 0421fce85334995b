/* fuzz: image_header links: media base */
/* SPDX-License-Identifier: Apache-2.0 */
/* image_header_fuzz: a size is within the limit or none, only pictures have one, and nothing past
 * the bytes given is read (they end where the memory does). */
#include <stdlib.h>

#include "media/image_header.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *bytes = malloc(size ? size : 1);
	BUG_IF(!bytes);
	memcpy(bytes, data, size);
	struct str first = { bytes, size };
	enum file_type type = file_type_of(first);
	struct picture_size got = picture_size(first);
	BUG_IF(got.width < 0 || got.width > LIMIT_PICTURE_SIDE || got.height < 0 ||
	       got.height > LIMIT_PICTURE_SIDE || (got.width == 0) != (got.height == 0));
	BUG_IF(got.width && (type == FILE_REFUSED || !file_type_info(type)->is_picture));
	free(bytes);
	return 0;
}
