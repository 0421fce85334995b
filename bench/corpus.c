/* SPDX-License-Identifier: Apache-2.0 */
#include "corpus.h"

#include "os/os.h"

#define LIMIT_CORPUS_BYTES ((size_t)1 << 30)

static bool has_topic(const struct corpus *corpus, struct str name)
{
	for (size_t i = 0; i < corpus->topics.count; i++)
		if (str_eq(corpus->topics.items[i], name))
			return true;
	return false;
}

static void add_topics(struct arena *into, struct corpus *corpus, struct str names)
{
	while (names.len) {
		struct str_pair pair = str_cut(names, '|');
		if (pair.head.len && !has_topic(corpus, pair.head))
			*list_push(into, &corpus->topics) = pair.head;
		names = pair.tail;
	}
}

static void add_document(struct arena *into, struct corpus *corpus, struct str line)
{
	struct str_pair pair = str_cut(line, '\t');
	struct document *document = list_push(into, &corpus->documents);
	document->headline = pair.head;
	document->topics = pair.tail;
	document->first = corpus->paragraphs.count;
	add_topics(into, corpus, pair.tail);
}

static bool take_line(struct arena *into, struct corpus *corpus, struct str line)
{
	if (str_drop_prefix(&line, S("document "))) {
		add_document(into, corpus, line);
	} else if (str_drop_prefix(&line, S("text ")) && corpus->documents.count) {
		*list_push(into, &corpus->paragraphs) = line;
		corpus->documents.items[corpus->documents.count - 1].count++;
	} else if (str_drop_prefix(&line, S("place "))) {
		*list_push(into, &corpus->places) = line;
	} else {
		return false;
	}
	return line.len > 0;
}

static bool is_whole(const struct corpus *corpus)
{
	for (size_t i = 0; i < corpus->documents.count; i++)
		if (corpus->documents.items[i].count == 0)
			return false;
	return corpus->documents.count && corpus->places.count && corpus->topics.count;
}

enum err corpus_parse(struct arena *into, struct str text, struct corpus *out, struct fault *fault)
{
	struct corpus corpus = { 0 };
	for (size_t number = 1; text.len; number++) {
		struct str_pair pair = str_cut(text, '\n');
		if (!take_line(into, &corpus, pair.head))
			return fault_set(fault, ERR_INVALID, "line %zu: no document, text or place",
					 number);
		text = pair.tail;
	}
	if (!is_whole(&corpus))
		return fault_set(fault, ERR_INVALID,
				 "documents, texts, topics or places are missing");
	*out = corpus;
	return OK;
}

enum err corpus_read(struct arena *into, struct str path, struct corpus *out, struct fault *fault)
{
	struct str text;
	TRY(os_read_file(into, path, LIMIT_CORPUS_BYTES, &text, fault));
	return corpus_parse(into, text, out, fault);
}
