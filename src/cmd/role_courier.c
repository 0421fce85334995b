/* SPDX-License-Identifier: Apache-2.0 */
/*
 * role_courier.c: goes to other servers for the desk: one errand at a time, straight on.
 *
 * It has neither database nor files but what names and certificates are looked up in. Where the
 * operator's own servers are, and what opens them, it knows from site.conf and tells nobody; the
 * desk only says which of them is meant.
 */
#include "cmd/role.h"
#include "exchange/curl.h"
#include "os/address.h"
#include "os/child.h"
#include "os/watch.h"
#include "proc/letter.h"

static const size_t ERRAND_ARENA_BYTES = 32u << 20;
enum { NUMBER_PARENT = 0, NUMBER_DESK = 1, EVENTS_AT_ONCE = 4 };

struct courier {
	struct role_start start;
	struct arena arena; /* of one errand */
	struct curl_library *curl;
	struct fault no_curl;    /* why there is none */
	struct channel desk;     /* fd -1: not met yet, or gone */
	unix_ms name_servers_at; /* when the system's list of them was written */
	int watch;
	bool is_stopping;
};

static struct courier courier = { .desk.fd = -1 };

static unix_ms name_servers_at(void)
{
	struct os_stat stat;
	return os_stat(S("/etc/resolv.conf"), &stat) == OK ? stat.modified_at : (unix_ms){ 0 };
}

/* A service's answers are asked for with the operator's key, which goes before the other fields. */
static struct str with_key(struct str body)
{
	return str_fmt(&courier.arena, "api_key=%.*s&%.*s", STR_ARG(courier.start.conf.akismet_key),
		       STR_ARG(body));
}

/* Whom an errand is to. Gives: false when there is no such server, or it is not the one meant. */
static bool find_target(const struct errand *errand, struct curl_call *call)
{
	const struct site_conf *conf = &courier.start.conf;
	*call = (struct curl_call){ .url = errand->url,
				    .method = errand->method,
				    .headers = errand->headers,
				    .body = errand->body,
				    .may_be_private = true };
	switch (errand->to) {
	case ERRAND_TO_MAIL_SERVER:
		call->url = conf->mail;
		call->from = errand->from;
		call->rcpt = errand->rcpt;
		return conf->mail.len > 0;
	case ERRAND_TO_CACHES: return errand_is_same_origin(conf->purge, errand->url);
	case ERRAND_TO_SPAM_SERVICE:
		call->url = os_path_join(&courier.arena, conf->akismet, errand->url);
		call->body = with_key(errand->body);
		return conf->akismet.len > 0;
	case ERRAND_TO_ANYBODY: call->may_be_private = false; return true;
	case ERRAND_TOS: break;
	}
	return false;
}

static struct errand_end run(struct str payload)
{
	struct errand errand;
	struct curl_call call;
	struct errand_end end = { .outcome = ERRAND_REFUSED,
				  .why = S("site.conf names no such server") };
	if (errand_unpack(payload, &errand) != OK)
		end.why = S("the errand makes no sense");
	else if (!courier.curl)
		end = (struct errand_end){ .outcome = ERRAND_LATER,
					   .why = str_of(courier.no_curl.text) };
	else if (find_target(&errand, &call))
		curl_run(courier.curl, &courier.arena, &call, &end);
	return end;
}

/* The rules for files name those that were there when they were made: with another list of name
 * servers all begins anew, and the desk sends the errand again. */
static void leave_if_stale(void)
{
	if (name_servers_at().ms == courier.name_servers_at.ms)
		return;
	log_info("the system's name servers have changed");
	os_leave(0);
}

static void do_errand(const struct message *m)
{
	struct arena_mark mark = arena_mark(&courier.arena);
	struct buf out = buf_in(&courier.arena, LIMIT_ERRAND_END_BYTES);
	leave_if_stale();
	const struct errand_end end = run(str_dup(&courier.arena, m->payload));
	errand_end_pack(&out, &end);
	BUG_IF(out.fault);
	if (channel_send(&courier.desk, MESSAGE_ERRAND_END, m->ticket, buf_str(&out), -1) != OK)
		log_warning("the desk went away before its errand was done");
	arena_reset(&courier.arena, mark);
}

static void leave_desk(void)
{
	os_watch_remove(courier.watch, courier.desk.fd);
	channel_fini(&courier.desk);
	courier.desk.fd = -1;
}

static void hear_desk(void)
{
	struct message m;
	if (courier.desk.fd < 0)
		return;
	enum err err = channel_receive(&courier.desk, &m);
	if (err == OK && m.kind == MESSAGE_ERRAND)
		do_errand(&m);
	else if (err != OK && err != ERR_BUSY)
		leave_desk();
}

static void take_desk(int fd)
{
	if (courier.desk.fd >= 0)
		leave_desk(); /* there is another one now */
	if (os_watch_add(courier.watch, fd, NUMBER_DESK) != OK)
		die("the courier cannot hear the desk");
	channel_init(&courier.desk, fd, ROLE_COURIER, ROLE_DESK);
}

static void hear_parent(void)
{
	struct message m;
	enum err err;
	while ((err = channel_receive(&courier.start.parent, &m)) == OK) {
		if (m.kind == MESSAGE_WORKER)
			take_desk(m.fd);
		if (m.kind == MESSAGE_STOP)
			courier.is_stopping = true;
	}
	if (err != ERR_BUSY)
		os_leave(1);
}

_Noreturn void role_courier(const struct serve_options *options)
{
	const struct sandbox_path paths[] = {
		{ S(""), SANDBOX_CONNECT },
		{ S("/etc/resolv.conf"), SANDBOX_READ },
		{ S("/etc/hosts"), SANDBOX_READ },
		{ S("/etc/gai.conf"), SANDBOX_READ },
		{ S("/etc/host.conf"), SANDBOX_READ },
		{ S("/etc/ssl/certs"), SANDBOX_READ },
		{ S("/usr/share/ca-certificates"), SANDBOX_READ },
		{ S("/usr/local/share/ca-certificates"), SANDBOX_READ },
	};
	uint64_t numbers[EVENTS_AT_ONCE];
	role_begin(&courier.start, ROLE_COURIER, options);
	courier.arena = arena_open(ERRAND_ARENA_BYTES);
	if (os_watch_open(&courier.watch) != OK ||
	    os_watch_add(courier.watch, OS_CHILD_FD, NUMBER_PARENT) != OK)
		die("cannot wait for messages");
	os_resolve_plainly();
	courier.name_servers_at = name_servers_at();
	if (curl_library_open(&courier.start.arena, &courier.curl, &courier.no_curl) != OK)
		log_error("%s", courier.no_curl.text);
	role_enter(&courier.start, paths, COUNT_OF(paths));
	role_close_doors(&courier.start);
	while (!courier.is_stopping) {
		os_watch_wait(courier.watch, numbers, EVENTS_AT_ONCE, -1);
		hear_parent();
		hear_desk();
	}
	os_leave(0);
}
