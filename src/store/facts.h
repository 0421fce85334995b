/* SPDX-License-Identifier: Apache-2.0 */
/*
 * facts.h: the only place where facts are spelled.
 *
 * A read notes each fact its answer depends on; a write touches each fact of which an answer may
 * now be another. So for every kind below: whenever the answer of a read that noted it changes by a
 * write, that write touches it. (What changes by time alone, a read tells by fact_until().)
 *
 *   story N             its row, text, taxonomy, comment count; also that it is not there
 *   neighbour N         which stories stand beside it in the order of publication
 *   list, list ...      which stories a list holds and their order; not what their cards show
 *   related ... =N      which stories may be near to one with this section or topic, and how near
 *   address PATH        what lives there; also nothing
 *   comments N          the shown replies under story N and their order
 *   replies-known N     which replies story N has in any state, for refusing duplicates
 *   search count sitemap stories   what any search, count, sitemap, scan of stories may give
 *   media-shown N   whether readers may see its file
 *   media-files     which files there are records of
 *   corrections     which public stories were corrected, and how
 *   sections topics people, ...-counts   the lists of them, and the story counts shown there
 */
#pragma once
#include "fact/kind.h"
#include "store/store.h"

void note(struct store *store, enum fact_kind kind);
void note_id(struct store *store, enum fact_kind kind, int64_t id);
void note_name(struct store *store, enum fact_kind kind, struct str name);
void note_until(struct store *store, unix_ms at);

void touch(struct store *store, enum fact_kind kind);
void touch_id(struct store *store, enum fact_kind kind, int64_t id);
void touch_name(struct store *store, enum fact_kind kind, struct str name); /* "" is ignored */

struct str fact_name_everything(void);
