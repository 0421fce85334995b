/* SPDX-License-Identifier: Apache-2.0 */
/*
 * parent_reload.c: new readers, then a new desk and courier, then new fronts.
 *
 * Readers and fronts are doubled for a moment. The desk is not: there is one at a time, so that
 * every front hears of every change; what is meant for it waits in the fronts meanwhile.
 */
#include "proc/parent_private.h"

static struct place *add_place(struct parent *parent, enum role role, size_t number)
{
	for (size_t i = 0; i < parent->place_count; i++)
		if (parent->places[i].role == role && parent->places[i].number == number)
			return &parent->places[i];
	struct place *place = &parent->places[parent->place_count++];
	*place = (struct place){ .role = role, .number = number };
	return place;
}

void places_lay_out(struct parent *parent, int64_t now_ms)
{
	add_place(parent, ROLE_DESK, 1)->start_at_ms = now_ms;
	if (parent->settings.has_courier)
		add_place(parent, ROLE_COURIER, 1)->start_at_ms = now_ms;
	for (size_t i = 1; i <= parent->settings.readers; i++)
		add_place(parent, ROLE_READER, i)->start_at_ms = now_ms;
	for (size_t i = 1; i <= parent->settings.fronts; i++)
		add_place(parent, ROLE_FRONT, i)->start_at_ms = now_ms;
}

static void start_fresh(struct parent *parent, enum role role, int64_t now_ms)
{
	for (size_t i = 0; i < parent->place_count; i++)
		if (parent->places[i].role == role &&
		    !place_child(parent, &parent->places[i], true))
			child_start(parent, &parent->places[i], true, now_ms);
}

/* The fresh ones of a role are in place now; those before them leave. */
static void take_over(struct parent *parent, enum role role, int64_t now_ms)
{
	for (size_t i = 0; i < LIMIT_CHILDREN; i++) {
		struct child *child = &parent->children[i];
		if (child->state == CHILD_NONE || child->state == CHILD_LEAVING ||
		    child->place->role != role)
			continue;
		if (!child->is_fresh)
			child_leave(parent, child, now_ms);
		child->is_fresh = false;
	}
}

void reload_begin(struct parent *parent, int64_t now_ms)
{
	struct fault fault = { 0 };
	size_t readers = parent->settings.readers;
	parent->wants_reload = false;
	if (parent->settings.reload(parent->settings.context, &readers,
				    &parent->settings.has_courier, &fault) != OK) {
		log_error("theme and settings stay as they were: %s", fault.text);
		return;
	}
	if (readers != parent->settings.readers)
		log_warning("another number of readers counts from the next start");
	parent->phase = RELOAD_READERS;
	start_fresh(parent, ROLE_READER, now_ms);
}

void reload_give_up(struct parent *parent, int64_t now_ms)
{
	if (parent->phase == RELOAD_NONE)
		return;
	parent->phase = RELOAD_NONE;
	log_error("theme and settings stay as they were: a new process could not start");
	for (size_t i = 0; i < LIMIT_CHILDREN; i++) {
		struct child *child = &parent->children[i];
		if (child->is_fresh && child->state != CHILD_NONE && child->state != CHILD_LEAVING)
			child_leave(parent, child, now_ms);
	}
}

static struct child *only_one(struct parent *parent, enum role role)
{
	for (size_t i = 0; i < parent->place_count; i++)
		if (parent->places[i].role == role)
			return place_child(parent, &parent->places[i], false);
	return NULL;
}

static void replace_desk(struct parent *parent, int64_t now_ms)
{
	struct child *desk = only_one(parent, ROLE_DESK);
	struct child *courier = only_one(parent, ROLE_COURIER);
	parent->phase = RELOAD_DESK;
	parent->desk_to_replace = desk ? desk->id : 0;
	if (desk)
		child_leave(parent, desk, now_ms);
	if (courier)
		child_leave(parent, courier, now_ms);
	if (parent->settings.has_courier)
		add_place(parent, ROLE_COURIER, 1)->start_at_ms = now_ms;
}

void reload_step(struct parent *parent, int64_t now_ms)
{
	const struct child *desk = only_one(parent, ROLE_DESK);
	switch (parent->phase) {
	case RELOAD_NONE: break;
	case RELOAD_READERS:
		if (!all_ready(parent, ROLE_READER, true))
			break;
		take_over(parent, ROLE_READER, now_ms);
		replace_desk(parent, now_ms);
		break;
	case RELOAD_DESK:
		if (!desk || desk->state != CHILD_READY || desk->id == parent->desk_to_replace)
			break;
		parent->phase = RELOAD_FRONTS;
		start_fresh(parent, ROLE_FRONT, now_ms);
		break;
	case RELOAD_FRONTS:
		if (!all_ready(parent, ROLE_FRONT, true))
			break;
		take_over(parent, ROLE_FRONT, now_ms);
		parent->phase = RELOAD_NONE;
		log_info("theme and settings were read anew");
		break;
	}
}
