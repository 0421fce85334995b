/* SPDX-License-Identifier: Apache-2.0 */
/* topic_proposals.c: topics that the story screen proposes. */
#include "desk/story_view.h"
#include "discover/propose.h"

enum { LEAST_SURE = 45 };

enum err story_topics_propose(struct screen *screen, const struct story *story)
{
	struct desk *desk = screen->desk;
	struct proposals proposals;
	struct value_array *list = desk_list(desk);
	TRY(discover_propose(desk->store, desk->arena, story, &proposals));
	for (size_t i = 0; i < proposals.count; i++) {
		const struct proposal *proposal = &proposals.items[i];
		struct value_map *map = desk_map(desk);
		bool has_comma = str_find_char(proposal->name, ',') != STR_NONE;
		if (proposal->sure < LEAST_SURE ||
		    has_comma) /* a comma parts topics in the field */
			continue;
		desk_set_text(desk, map, S("name"), proposal->name);
		desk_set(desk, map, S("is_new"), value_bool(proposal->topic.n == 0));
		desk_set(desk, map, S("mentions"), value_number((double)proposal->mentions));
		desk_push(desk, list, value_of_map(map));
	}
	screen_set(screen, S("proposals"), value_of_array(list));
	return OK;
}
