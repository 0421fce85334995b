/* SPDX-License-Identifier: Apache-2.0 */
/* spam.c: the spam filter's two tables. */
#include "store/spam.h"

#include "store/store_private.h"

enum err store_spam_weights(struct store *store, void (*take)(void *to, const struct spam_weight *),
			    void *to)
{
	CLEANUP(db_done)
	struct query q = db_query(store->db, S("SELECT feature, weight, push FROM spam_weight"));
	for (bool has_row = true;;) {
		TRY(db_next(&q, &has_row));
		if (!has_row)
			return OK;
		struct spam_weight weight = { .feature = db_i64(&q) };
		weight.weight = db_f64(&q);
		weight.push = db_f64(&q);
		take(to, &weight);
	}
}

enum err store_spam_weights_set(struct store *store, const struct spam_weight *items, size_t count)
{
	must_be_writing(store);
	CLEANUP(db_done)
	struct query q =
		db_query(store->db, S("INSERT INTO spam_weight (feature, weight, push) VALUES "
				      "(?1, ?2, ?3) ON CONFLICT (feature) DO UPDATE SET weight = "
				      "?2, push = ?3"));
	for (size_t i = 0; i < count; i++) {
		db_put_i64(&q, items[i].feature);
		db_put_f64(&q, items[i].weight);
		db_put_f64(&q, items[i].push);
		TRY(db_run(&q));
		db_again(&q);
	}
	return OK;
}

static enum err run(struct store *store, struct str sql)
{
	CLEANUP(db_done) struct query q = db_query(store->db, sql);
	return db_run(&q);
}

enum err store_spam_forget(struct store *store)
{
	must_be_writing(store);
	TRY(run(store, S("DELETE FROM spam_weight")));
	return run(store, S("DELETE FROM spam_state"));
}

enum err store_spam_number(struct store *store, struct str name, double fallback, double *out)
{
	bool has_row;
	CLEANUP(db_done)
	struct query q = db_query(store->db, S("SELECT value FROM spam_state WHERE name = ?1"));
	db_put_str(&q, name);
	TRY(db_next(&q, &has_row));
	*out = has_row ? db_f64(&q) : fallback;
	return OK;
}

enum err store_spam_number_set(struct store *store, struct str name, double value)
{
	must_be_writing(store);
	CLEANUP(db_done)
	struct query q = db_query(store->db, S("INSERT INTO spam_state (name, value) VALUES (?1, "
					       "?2) ON CONFLICT (name) DO UPDATE SET value = ?2"));
	db_put_str(&q, name);
	db_put_f64(&q, value);
	return db_run(&q);
}
