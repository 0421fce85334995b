/* SPDX-License-Identifier: Apache-2.0 */
/* metrics.c: counting, and writing it down. */
#include "front/metrics.h"

static const int64_t SAY_AGAIN_MS = 60000;

#define NAME(name, text) STR_CONST(text),
static const struct str class_names[] = { REQUEST_CLASSES_X(NAME) };
static const struct str outcome_names[] = { CACHE_OUTCOMES_X(NAME) };
static const struct str limit_names[] = { LIMIT_HITS_X(NAME) };
#undef NAME

static const int64_t bucket_ms[METRICS_BUCKETS - 1] = { 1,   5,   10,   25,   50,   100,
							250, 500, 1000, 2500, 10000 };

struct str cache_outcome_name(enum cache_outcome outcome)
{
	return outcome_names[outcome];
}

void metrics_answer(struct metrics *metrics, enum request_class class, enum cache_outcome outcome,
		    int status, int64_t bytes, int64_t ms)
{
	size_t bucket = 0;
	while (bucket < COUNT_OF(bucket_ms) && ms > bucket_ms[bucket])
		bucket++;
	metrics->answers[class][status >= 0 && status < METRICS_STATUSES ? status : 0]++;
	metrics->buckets[class][bucket]++;
	metrics->total_ms[class] += ms > 0 ? (uint64_t)ms : 0;
	metrics->outcomes[outcome]++;
	metrics->bytes += bytes > 0 ? (uint64_t)bytes : 0;
}

void metrics_limit(struct metrics *metrics, enum limit_hit limit)
{
	int64_t now_ms = os_monotonic_ms();
	bool is_first = metrics->limits[limit]++ == 0;
	if (!is_first && now_ms - metrics->limit_said_ms[limit] < SAY_AGAIN_MS)
		return;
	metrics->limit_said_ms[limit] = now_ms;
	log_warning("the limit \"%.*s\" was reached, %llu times so far",
		    STR_ARG(limit_names[limit]), (unsigned long long)metrics->limits[limit]);
}

/* A connection that idled its time away is nothing to tell anybody of. */
void metrics_deadline(struct metrics *metrics, const struct connection *connection)
{
	switch (connection->state) {
	case CONNECTION_IDLE: metrics->limits[HIT_IDLE_TIME]++; break;
	case CONNECTION_READING:
		metrics_limit(metrics, connection->reader.head_len ? HIT_BODY_TIME : HIT_HEAD_TIME);
		break;
	case CONNECTION_WAITING: metrics_limit(metrics, HIT_ANSWER_TIME); break;
	case CONNECTION_WRITING: metrics_limit(metrics, HIT_WRITE_TIME); break;
	case CONNECTION_LINGERING:
	case CONNECTION_CLOSED: break;
	}
}

void metrics_type(struct buf *out, const char *name, const char *type, const char *help)
{
	buf_fmt(out, "# HELP broadside_%s %s\n# TYPE broadside_%s %s\n", name, help, name, type);
}

void metrics_number(struct buf *out, const char *name, const char *label, struct str value,
		    uint64_t number)
{
	buf_fmt(out, "broadside_%s", name);
	if (*label)
		buf_fmt(out, "{%s=\"%.*s\"}", label, STR_ARG(value));
	buf_fmt(out, " %llu\n", (unsigned long long)number);
}

static void write_answers(struct buf *out, const struct metrics *metrics)
{
	metrics_type(out, "answers_total", "counter", "Answers by what was asked for and status.");
	for (size_t class = 0; class < REQUEST_CLASSES; class ++)
		for (int status = 0; status < METRICS_STATUSES; status++)
			if (metrics->answers[class][status])
				buf_fmt(out,
					"broadside_answers_total{class=\"%.*s\",status=\"%d\"} "
					"%llu\n",
					STR_ARG(class_names[class]), status,
					(unsigned long long)metrics->answers[class][status]);
}

static void write_latency(struct buf *out, const struct metrics *metrics, size_t class)
{
	unsigned long long count = 0;
	struct str name = class_names[class];
	for (size_t i = 0; i < METRICS_BUCKETS; i++) {
		count += metrics->buckets[class][i];
		buf_fmt(out, "broadside_answer_seconds_bucket{class=\"%.*s\",le=\"", STR_ARG(name));
		if (i < COUNT_OF(bucket_ms))
			buf_fmt(out, "%g", (double)bucket_ms[i] / 1000);
		else
			buf_put(out, S("+Inf"));
		buf_fmt(out, "\"} %llu\n", count);
	}
	buf_fmt(out, "broadside_answer_seconds_sum{class=\"%.*s\"} %.3f\n", STR_ARG(name),
		(double)metrics->total_ms[class] / 1000);
	buf_fmt(out, "broadside_answer_seconds_count{class=\"%.*s\"} %llu\n", STR_ARG(name), count);
}

void metrics_write(struct buf *out, const struct metrics *metrics)
{
	static const struct str roles[] = { STR_CONST("front"), STR_CONST("reader"),
					    STR_CONST("desk"), STR_CONST("courier") };
	_Static_assert(COUNT_OF(roles) == COUNT_OF(metrics->deaths), "one a role");
	write_answers(out, metrics);
	metrics_type(out, "answer_seconds", "histogram",
		     "From a whole request to the beginning of its answer.");
	for (size_t class = 0; class < REQUEST_CLASSES; class ++)
		write_latency(out, metrics, class);
	metrics_type(out, "answers_from_total", "counter", "Answers by where they came from.");
	for (size_t i = 0; i < CACHE_OUTCOMES; i++)
		metrics_number(out, "answers_from_total", "from", outcome_names[i],
			       metrics->outcomes[i]);
	metrics_type(out, "limit_hits_total", "counter", "How often a limit was reached.");
	for (size_t i = 0; i < LIMIT_HITS; i++)
		metrics_number(out, "limit_hits_total", "limit", limit_names[i],
			       metrics->limits[i]);
	metrics_type(out, "process_deaths_total", "counter", "Processes that died unasked.");
	for (size_t i = 0; i < COUNT_OF(roles); i++)
		metrics_number(out, "process_deaths_total", "role", roles[i], metrics->deaths[i]);
	metrics_type(out, "outbox_waiting", "gauge", "Mails and calls to others that wait.");
	metrics_number(out, "outbox_waiting", "", S(""), metrics->outbox_waiting);
	metrics_type(out, "outbox_sent_total", "counter", "Mails and calls that were taken.");
	metrics_number(out, "outbox_sent_total", "", S(""), metrics->outbox_sent);
	metrics_type(out, "outbox_given_up_total", "counter", "Mails and calls given up.");
	metrics_number(out, "outbox_given_up_total", "", S(""), metrics->outbox_given_up);
	metrics_type(out, "accepted_total", "counter", "Connections taken.");
	metrics_number(out, "accepted_total", "", S(""), metrics->accepted);
	metrics_type(out, "sent_bytes_total", "counter", "Bytes of bodies.");
	metrics_number(out, "sent_bytes_total", "", S(""), metrics->bytes);
}
