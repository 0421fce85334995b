/* SPDX-License-Identifier: Apache-2.0 */
/* vips.c: finding libvips and its functions. */
#include "media/vips.h"

#include <dlfcn.h>
#include <malloc.h>
#include <stdlib.h>

static const char LIBRARY[] = "libvips.so.42";

/* Function pointers come out of dlsym() as void *: POSIX allows it, C needs the detour. */
struct symbol {
	const char *name;
	void *at;
};

static enum err find_all(void *library, const struct symbol *symbols, size_t count,
			 struct fault *fault)
{
	for (size_t i = 0; i < count; i++) {
		void *found = dlsym(library, symbols[i].name);
		if (!found)
			return fault_set(fault, ERR_INVALID, "%s has no %s", LIBRARY,
					 symbols[i].name);
		*(void **)symbols[i].at = found;
	}
	return OK;
}

static enum err find(struct vips *vips, void *library, struct fault *fault)
{
	const struct symbol symbols[] = {
		{ "vips_init", &vips->init },
		{ "vips_block_untrusted_set", &vips->block_untrusted_set },
		{ "vips_operation_block_set", &vips->operation_block_set },
		{ "vips_concurrency_set", &vips->concurrency_set },
		{ "vips_cache_set_max", &vips->cache_set_max },
		{ "vips_error_buffer", &vips->error_buffer },
		{ "vips_image_new_from_buffer", &vips->new_from_buffer },
		{ "vips_thumbnail_buffer", &vips->thumbnail_buffer },
		{ "vips_image_get_width", &vips->get_width },
		{ "vips_image_get_height", &vips->get_height },
		{ "vips_image_get_page_height", &vips->get_page_height },
		{ "vips_image_get_blob", &vips->get_blob },
		{ "vips_image_get_fields", &vips->get_fields },
		{ "vips_image_remove", &vips->remove },
		{ "vips_image_set_blob_copy", &vips->set_blob_copy },
		{ "vips_copy", &vips->copy },
		{ "vips_jpegsave_buffer", &vips->jpegsave_buffer },
		{ "vips_webpsave_buffer", &vips->webpsave_buffer },
		{ "vips_flatten", &vips->flatten },
		{ "vips_image_hasalpha", &vips->has_alpha },
		{ "g_object_unref", &vips->unref },
		{ "g_free", &vips->free_bytes },
		{ "g_strfreev", &vips->free_names },
	};
	return find_all(library, symbols, COUNT_OF(symbols), fault);
}

enum err vips_open(struct vips *vips, struct fault *fault)
{
	/* Its plug-ins lie below this folder; with another one there are none. */
	/* One heap for all threads: glibc looks into /proc when it gives back part of another. */
	mallopt(M_ARENA_MAX, 1);
	setenv("VIPSHOME", "/nonexistent", 1);
	setenv("VIPS_NOVECTOR", "yes", 1); /* no machine code made while running */
	setenv("VIPS_WARNING", "off", 1);  /* what is wrong is in its error buffer too */
	void *library = dlopen(LIBRARY, RTLD_NOW | RTLD_LOCAL);
	if (!library)
		return fault_set(
			fault, ERR_NOT_FOUND,
			"pictures need libvips, which is not installed (Debian: libvips42)");
	TRY(find(vips, library, fault));
	if (vips->init("broadside"))
		return fault_set(fault, ERR_INVALID, "libvips does not start: %.200s",
				 vips->error_buffer());
	vips->block_untrusted_set(1);
	vips->concurrency_set(1);
	vips->cache_set_max(0);
	return OK;
}
