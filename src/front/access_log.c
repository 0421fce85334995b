/* SPDX-License-Identifier: Apache-2.0 */
/* access_log.c: lines into a buffer, the buffer into a descriptor that never makes us wait. */
#include "front/access_log.h"

#include <arpa/inet.h>
#include <errno.h>
#include <linux/limits.h>
#include <poll.h>
#include <unistd.h>

#include "os/os.h"

bool access_log_is_robot(struct str user_agent)
{
	static const struct str marks[] = { STR_CONST("bot"),    STR_CONST("crawl"),
					    STR_CONST("spider"), STR_CONST("fetch"),
					    STR_CONST("curl"),   STR_CONST("http"),
					    STR_CONST("slurp"),  STR_CONST("headless"),
					    STR_CONST("wget"),   STR_CONST("python"),
					    STR_CONST("java/"),  STR_CONST("monitor"),
					    STR_CONST("preview") };
	if (user_agent.len == 0)
		return true; /* every browser says what it is */
	for (size_t at = 0; at < user_agent.len; at++)
		for (size_t i = 0; i < COUNT_OF(marks); i++)
			if ((user_agent.ptr[at] | 32) == marks[i].ptr[0] &&
			    str_eq_nocase(str_sub(user_agent, at, marks[i].len), marks[i]))
				return true;
	return false;
}

struct str access_log_net(struct arena *into, struct str client)
{
	unsigned char address[16];
	char z[INET6_ADDRSTRLEN], text[INET6_ADDRSTRLEN];
	if (client.len == 0 || client.len >= sizeof z)
		return S("");
	memcpy(z, client.ptr, client.len);
	z[client.len] = '\0';
	if (inet_pton(AF_INET, z, address) == 1) {
		address[3] = 0;
		inet_ntop(AF_INET, address, text, sizeof text);
		return str_fmt(into, "%s/24", text);
	}
	if (inet_pton(AF_INET6, z, address) != 1)
		return S("");
	memset(address + 6, 0, 10);
	inet_ntop(AF_INET6, address, text, sizeof text);
	return str_fmt(into, "%s/48", text);
}

static bool has_address(struct str path)
{
	return str_find_char(path, '@') != STR_NONE || str_find(path, S("%40")) != STR_NONE;
}

static void put_json(struct buf *out, struct str text)
{
	buf_put_char(out, '"');
	for (size_t i = 0; i < text.len; i++) {
		unsigned char c = (unsigned char)text.ptr[i];
		if (c == '"' || c == '\\')
			buf_fmt(out, "\\%c", c);
		else if (c < ' ' || c >= 0x7f)
			buf_fmt(out, "\\u%04x", c);
		else
			buf_put_char(out, (char)c);
	}
	buf_put_char(out, '"');
}

static void put_line(struct buf *out, struct arena *scratch, const struct access_log *log,
		     const struct access_entry *entry)
{
	static const char *methods[] = { "GET", "HEAD", "POST", "OTHER" };
	struct str path =
		has_address(entry->path) ? S("(has an address)") : str_first(entry->path, 300);
	buf_fmt(out, "{\"time\":\"%.*s\",\"id\":%llu,\"method\":\"%s\",\"path\":",
		STR_ARG(time_rfc3339(scratch, os_now(), 0)), (unsigned long long)entry->id,
		methods[entry->method]);
	put_json(out, path);
	buf_fmt(out, ",\"status\":%d,\"bytes\":%lld,\"ms\":%lld,\"from\":\"%.*s\",\"robot\":%s",
		entry->status, (long long)entry->bytes, (long long)entry->ms,
		STR_ARG(cache_outcome_name(entry->outcome)),
		access_log_is_robot(entry->user_agent) ? "true" : "false");
	if (log->has_nets)
		buf_fmt(out, ",\"net\":\"%.*s\"", STR_ARG(access_log_net(scratch, entry->client)));
	buf_put(out, S("}\n"));
}

/* A pipe that polls writable takes so many bytes without making us wait, whatever its flags say
 * (POSIX: PIPE_BUF). */
static bool write_piece(struct access_log *log)
{
	struct pollfd room = { .fd = log->fd, .events = POLLOUT };
	size_t piece = log->len < PIPE_BUF ? log->len : PIPE_BUF;
	if (poll(&room, 1, 0) != 1 || !(room.revents & POLLOUT))
		return false;
	ssize_t n = write(log->fd, log->bytes, piece);
	if (n < 0 && errno != EAGAIN && errno != EINTR)
		n = (ssize_t)piece; /* nowhere to go: as if it were written */
	if (n <= 0)
		return false;
	memmove(log->bytes, log->bytes + n, log->len - (size_t)n);
	log->len -= (size_t)n;
	return true;
}

static void write_some(struct access_log *log)
{
	while (log->len && write_piece(log))
		;
}

static void keep(struct access_log *log, struct str line)
{
	if (line.len > sizeof log->bytes - log->len) {
		log->dropped++;
		return;
	}
	memcpy(log->bytes + log->len, line.ptr, line.len);
	log->len += line.len;
}

void access_log_add(struct access_log *log, struct arena *scratch, const struct access_entry *entry,
		    int64_t now_ms)
{
	if (log->fd == 0)
		return;
	struct arena_mark mark = arena_mark(scratch);
	struct buf line = buf_in(scratch, LIMIT_LOG_LINE_BYTES);
	if (log->dropped && log->len == 0) {
		buf_fmt(&line, "{\"left_out\":%llu}\n", (unsigned long long)log->dropped);
		log->dropped = 0;
	}
	put_line(&line, scratch, log, entry);
	if (log->len == 0)
		log->waits_since_ms = now_ms;
	if (line.fault == OK)
		keep(log, buf_str(&line));
	arena_reset(scratch, mark);
	if (log->len > sizeof log->bytes / 2)
		write_some(log);
}

void access_log_turn(struct access_log *log, int64_t now_ms, bool is_last)
{
	if (log->len && (is_last || now_ms - log->waits_since_ms >= LIMIT_LOG_MS)) {
		write_some(log);
		log->waits_since_ms = now_ms;
	}
}
