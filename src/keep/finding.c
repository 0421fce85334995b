/* SPDX-License-Identifier: Apache-2.0 */
/* finding.c: the words for what a check finds. A line each of what it means for the paper and of
 * what to do; what a newsroom cannot cause is said to be ours. */
#include "keep/check.h"

#define OURS                                                                                       \
	"Nothing a newsroom does leads to this. Make a backup of the newspaper as it is, and "     \
	"report "                                                                                  \
	"it\nwith these lines; an older backup that passes the check is the way back."

static const struct finding_words words[] = {
	[CHECK_DAMAGE] = { STR_CONST("damage"), STR_CONST("A database file is damaged"),
			   STR_CONST(
				   "Stop the newspaper, put its folder aside as it is, and "
				   "restore the newest backup:\nbroadside restore FILE SITE. Then "
				   "look at the disk.") },
	[CHECK_TEXT] = { STR_CONST("text"), STR_CONST("Stories that have lost their text"),
			 STR_CONST("Restore the newest backup beside the newspaper and take the "
				   "text from there.") },
	[CHECK_ORPHAN] = { STR_CONST("orphan"), STR_CONST("Rows that belong to what is not there"),
			   STR_CONST(
				   "Readers do not see them, and they do no harm. Something other "
				   "than Broadside wrote to the\ndatabase, or an export lacked "
				   "what they belonged to: importing a whole one mends that.") },
	[CHECK_REFERENCE] = { STR_CONST("reference"),
			      STR_CONST("Named, but not there: shown without it"),
			      STR_CONST(
				      "Open the story or person at the desk and choose another "
				      "picture or story, or import the export\nthat lacked it.") },
	[CHECK_ADDRESS] = { STR_CONST("address"),
			    STR_CONST("Addresses that do not lead where they should"),
			    STR_CONST("Give the story or section another address at the desk, and "
				      "then its own again.") },
	[CHECK_VISIBLE] = { STR_CONST("visible"),
			    STR_CONST("Stories whose state and what readers see disagree"),
			    STR_CONST("Withdraw the story at the desk and publish it again.") },
	[CHECK_LIST] = { STR_CONST("list"), STR_CONST("Stories that stand in the wrong lists"),
			 STR_CONST("Withdraw the story at the desk and publish it again.") },
	[CHECK_COUNT] = { STR_CONST("count"), STR_CONST("Counts that are wrong"), STR_CONST(OURS) },
	[CHECK_SEARCH] = { STR_CONST("search"),
			   STR_CONST("The search does not agree with the stories"),
			   STR_CONST(
				   "Open the story at the desk, change a word, and publish it: its "
				   "words are told anew.") },
	[CHECK_CLOCK] = { STR_CONST("clock"), STR_CONST("Written by a clock that was wrong"),
			  STR_CONST("Set the server's clock (timedatectl) and restart the "
				    "newspaper. Stories that got a wrong time\nof publication keep "
				    "it until they are given another.") },
	[CHECK_LINK] = { STR_CONST("link"),
			 STR_CONST("Links within the newspaper that lead nowhere"),
			 STR_CONST("Open the story at the desk and mend or take out the link.") },
	[CHECK_MEDIA_MISSING] = { STR_CONST("media-missing"),
				  STR_CONST("Pictures and files that are not in media/"),
				  STR_CONST("Copy them from a backup (tar -xf FILE media/...), or "
					    "upload them again at the desk.") },
	[CHECK_MEDIA_CHANGED] = { STR_CONST("media-changed"),
				  STR_CONST("Pictures and files that are not what was taken in"),
				  STR_CONST(
					  "Copy them from a backup (tar -xf FILE media/...). If "
					  "somebody changed them by hand, take\nthe new version in "
					  "as a new picture.") },
	[CHECK_MEDIA_UNNAMED] = { STR_CONST("media-unnamed"),
				  STR_CONST("Files in media/ that nothing names"),
				  STR_CONST("They do no harm but take room. Move them away by hand "
					    "when you are sure.") },
	[CHECK_LEFTOVER] = { STR_CONST("leftover"),
			     STR_CONST("Drafts of files that were never finished"),
			     STR_CONST("A power cut or a kill left them. Remove them by hand while "
				       "nothing is being uploaded.") },
	[CHECK_UNSENT] = { STR_CONST("unsent"), STR_CONST("What could not be sent"),
			   STR_CONST("See mail and akismet in site.conf and what the server's log "
				     "says; then ask for the link or\ninvitation again. Forgotten "
				     "after a month.") },
};
_Static_assert(COUNT_OF(words) == CHECK_KINDS, "each kind has words");

const struct finding_words *finding_words(enum check_kind kind)
{
	BUG_IF((size_t)kind >= COUNT_OF(words));
	return &words[kind];
}
