/* SPDX-License-Identifier: Apache-2.0 */
/*
 * bundle_read.h: reading a bundle that may be damaged or made to do harm: one pass, and nothing is
 * believed before its sum was compared.
 *
 *   - what it gives to a sink has a name of bundle.h's order, once, and lies within the file's size
 *   - when OK is returned, each byte given was the one that was written; before that, none is sure
 */
#pragma once
#include "keep/bundle.h"

struct bundle_source {
	void *self;
	/* *got 0 at the end. Fails: ERR_IO */
	enum err (*read)(void *self, char *out, size_t room, size_t *got);
	int64_t size; /* bytes there are */
};

/* Told of each file but BROADSIDE-BACKUP and MANIFEST. What it returns ends the reading. */
struct bundle_sink {
	void *self;
	enum err (*begin)(void *self, const struct bundle_entry *entry, struct fault *fault);
	enum err (*bytes)(void *self, struct str bytes, struct fault *fault);
	enum err (*end)(void *self, struct fault *fault);
};

struct bundle_account {
	int64_t media, themes; /* files */
	int64_t bytes;         /* of all files */
	unix_ms made_at;
	struct str program; /* the version that made it */
};

/* Takes: arena, for the account and the manifest.
 * Fails: ERR_INVALID (damaged, cut short, not a backup, or made by a later program: the fault
 * says), ERR_IO, or what the sink said. */
enum err bundle_read(struct arena *arena, const struct bundle_source *source,
		     const struct bundle_sink *sink, struct bundle_account *out,
		     struct fault *fault) MUST_CHECK;

/* Reads fd from its start. */
enum err bundle_read_fd(struct arena *arena, int fd, const struct bundle_sink *sink,
			struct bundle_account *out, struct fault *fault) MUST_CHECK;
/* Whether the file at path begins as a backup does. */
bool bundle_is_at(struct str path);
extern const struct bundle_sink
	bundle_sink_none; /* keeps nothing: for looking whether it is whole */
