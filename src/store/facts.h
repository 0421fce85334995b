/* SPDX-License-Identifier: Apache-2.0 */
/*
 * facts.h: the only place where facts are spelled.
 *
 * A read notes each fact its answer depends on; a write touches each fact of which an answer may
 * now be another. So for every kind below: whenever the answer of a read that noted it changes by a
 * write, that write touches it. (What changes by time alone, a read tells by fact_until().)
 *
 *   life N, gone N      whether readers see story N; whether they saw it once
 *   story N             what every card shows of it: headline, address, dates
 *   path N, cover N     its address alone; which picture is its cover
 *   teaser N, filed N   its standfirst and excerpt; its sections and topics
 *   bylines N           who wrote it
 *   label N             which section stands first, or else which topic; corrected N: what was wrong
 *   text N              all else of it: body, words, last change, what its head says
 *   comment-count N     how many replies are shown under it; comments N: which, in what order
 *   rule section=N, rule story=N   what that one says of replies, for a section what those above it
 *                       say as well when it moves; rules-over N: what the sections say together
 *                       that story N is filed under
 *   replies-known N     which replies it has in any state, for refusing duplicates
 *   list, list ...      which posts a list holds and their order, at moments of publication
 *   list pages ...      the same of plain pages
 *   list leads          the same of those that lead, in whatever list; list primary=N: of those
 *                       whose first section is N, or stands below it
 *   count, count ...    how many posts the list of that name holds: the number
 *   neighbours          which posts stand beside one another in the order of publication
 *   related N           which stories were found near to story N, at places of that list; also what
 *                       editors say of that
 *   beside topic=N      which other topics its posts stand under
 *   sitemap             what a sitemap says, at story numbers; sitemaps: when a run of them changed
 *                       last, at moments
 *   stories             what a scan of stories may give
 *   address PATH        what lives there; also nothing
 *   media-shown N       whether readers may see its file
 *   media-files         which files there are records of
 *   most-read           which stories are read most, as the last snapshot says: at places, of the
 *                       hour, then of the day, then of the week
 *   corrections         which public stories were corrected, and how
 *   sections            which sections stand at the top, and what they are called; all-sections:
 *                       every name
 *   section topic person N   what it is called and where; about ...=N what else its own page says
 *   section-name N      the name alone; section-place N: which section it stands in
 *   names topic=N       what else it is called
 *   media N             a picture itself and its alternative text; about media=N its credit and the
 *                       rest
 *   topics people, ...-counts   the lists of them, and the story counts shown there
 */
#pragma once
#include "fact/kind.h"
#include "store/store.h"

void note(struct store *store, enum fact_kind kind);
void note_id(struct store *store, enum fact_kind kind, int64_t id);
void note_name(struct store *store, enum fact_kind kind, struct str name);
void note_until(struct store *store, unix_ms at);

/* Minds only what is touched within the span. id: ignored for a kind that is a whole name. */
void note_within(struct store *store, enum fact_kind kind, int64_t id, struct span minds);

void note_name_within(struct store *store, enum fact_kind kind, struct str name, struct span minds);

void touch(struct store *store, enum fact_kind kind);
void touch_id(struct store *store, enum fact_kind kind, int64_t id);
void touch_name(struct store *store, enum fact_kind kind, struct str name); /* "" is ignored */

/* Touched within the span, to be seen from due on; {0}: now. */
void touch_at(struct store *store, enum fact_kind kind, int64_t id, struct span span, unix_ms due);

void touch_name_at(struct store *store, enum fact_kind kind, struct str name, struct span span,
		   unix_ms due);

struct str fact_name_everything(void);
