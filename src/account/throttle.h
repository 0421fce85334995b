/* SPDX-License-Identifier: Apache-2.0 */
/*
 * throttle.h: how often something may be tried in vain before one has to wait.
 *
 * Failures are counted in the database, so a restart forgives nothing. A count begins with a first
 * failure and is forgotten THROTTLE_MINUTES later; when it reaches its limit nothing more is tried
 * until then, not even what would be right. Nobody counts against a loopback address: there sits
 * the operator, or a proxy that does not tell its clients apart.
 *
 *   one account from one network   THROTTLE_HERE      a forgotten password
 *   one network, all accounts      THROTTLE_NETWORK   guessing at whoever is there
 *   one account, all networks      THROTTLE_ACCOUNT   guessing from many places; larger, so that a
 *                                                     stranger cannot cheaply shut somebody out
 */
#pragma once
#include "store/sign_in.h"

#define THROTTLE_MINUTES 15
#define THROTTLE_HERE 6
#define THROTTLE_NETWORK 30
#define THROTTLE_ACCOUNT 60

/* account: what is tried: an e-mail address or "second factor of 12". address: the client's. */
enum err throttle_is_shut(struct store *store, struct arena *into, struct str account,
			  struct str address, bool *out) MUST_CHECK;
/* In a transaction. */
enum err throttle_failed(struct store *store, struct arena *into, struct str account,
			 struct str address) MUST_CHECK;
/* What was tried succeeded: forgets the account's failures here. In a transaction. */
enum err throttle_passed(struct store *store, struct arena *into, struct str account,
			 struct str address) MUST_CHECK;

/* The network an address counts as: itself, or the first half of an IPv6 one; "" for loopback. */
struct str throttle_network(struct arena *into, struct str address);
