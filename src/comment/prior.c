/* SPDX-License-Identifier: Apache-2.0 */
/* prior.c: what a new paper's spam filter knows before anybody taught it: the trades that live on
 * comment spam, what their addresses look like, and that links and shouting are bad signs. */
#include "comment/learner.h"

static const struct {
	const char *name;
	int step;
	float weight;
} signs[] = {
	{ "any", 0, -4.0f },         { "links", 1, 1.2f },
	{ "links", 2, 2.5f },        { "links", 3, 4.5f },
	{ "links", 6, 6.0f },        { "bbcode", 1, 6.0f },
	{ "mostly links", 1, 3.0f }, { "author is an address", 1, 4.0f },
	{ "author long", 1, 1.0f },  { "website deep", 1, 1.5f },
	{ "capitals", 8, 1.5f },     { "capitals", 9, 1.5f },
	{ "capitals", 10, 1.5f },    { "emphasis", 3, 1.0f },
	{ "emphasis", 4, 2.0f },     { "tags", 2, 1.5f },
	{ "tags", 3, 2.5f },         { "tags", 4, 3.0f },
};

static const char *const trades[] = {
	"viagra",    "cialis",   "levitra",    "pharmacy", "pills",     "casino",   "casinos",
	"slots",     "poker",    "betting",    "jackpot",  "gambling",  "porn",     "xxx",
	"sex",       "escort",   "escorts",    "webcam",   "loan",      "loans",    "payday",
	"mortgage",  "forex",    "bitcoin",    "crypto",   "backlinks", "backlink", "seo",
	"replica",   "rolex",    "vuitton",    "handbags", "cheap",     "discount", "coupon",
	"earn",      "income",   "investment", "profit",   "whatsapp",  "telegram", "subscribe",
	"followers", "giveaway", "hacker",     "spell",    "caster",    "dosage",   "tramadol",
	"xanax",     "outlet",   "jerseys",    "torrent",  "warez",     "essay",    "dissertation",
	"viagra's",  "steroids", "weightloss", "keto",     "cbd",       "vape",     "nft",
	"airdrop",
};

/* What asks a reader to go elsewhere, or promises them something. */
static const char *const lures[] = {
	"check out",   "my channel",   "my website",    "my blog",      "my video",
	"my profile",  "visit my",     "click here",    "follow me",    "text me",
	"sub to",      "subscribe to", "make money",    "making money", "earn money",
	"from home",   "gift card",    "gift cards",    "limited time", "buy now",
	"order now",   "call now",     "free shipping", "best price",   "low price",
	"you won",     "have won",     "claim your",    "great post",   "nice post",
	"great blog",  "nice blog",    "your blog",     "cash prize",   "0 off",
	"weight loss", "credit card",  "personal loan",
};

static const char *const endings[] = { "ru", "biz", "info",  "top", "xyz",
				       "tk", "pw",  "click", "loan" };

void prior_weights(float weights[FEATURE_SPACE])
{
	static const float TRADE = 4.0f, TRADER = 3.0f, ENDING = 2.0f, LURE = 5.0f;
	for (size_t i = 0; i < COUNT_OF(signs); i++)
		weights[feature_sign(signs[i].name, signs[i].step)] = signs[i].weight;
	for (size_t i = 0; i < COUNT_OF(trades); i++) {
		struct str word = str_of(trades[i]);
		weights[feature_place(S("w"), word)] = TRADE;
		weights[feature_place(S("a"), word)] = TRADER;
		weights[feature_place(S("p"), word)] = TRADER;
	}
	for (size_t i = 0; i < COUNT_OF(lures); i++) {
		struct str_pair words = str_cut(str_of(lures[i]), ' ');
		weights[feature_pair(words.head, words.tail)] = LURE;
	}
	for (size_t i = 0; i < COUNT_OF(endings); i++)
		weights[feature_place(S("tld"), str_of(endings[i]))] = ENDING;
}
