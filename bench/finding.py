# SPDX-License-Identifier: Apache-2.0
"""finding.py: plain ways to find stories, for bench/discover to stand beside: FTS5 with BM25, cosine of
tf-idf vectors, more-like-this, newest of the same topic, MinHash. Nothing here is clever."""
import collections
import math
import re
import sqlite3
import zlib

STOP = set("a about after all an and any are as at be been but by can do for from had has have he her his how i if in "
           "into is it its more most no not of on or our out over she so some such than that the their them then "
           "there these they this those to under up was we were what when where which who will with would you".split())


def words_of(text):
    return re.findall(r"\w+", text.lower())


class Fts:
    """Texts in SQLite's FTS5: Porter's stems, BM25."""

    def __init__(self, texts):
        self.db = sqlite3.connect(":memory:")
        self.db.execute("CREATE VIRTUAL TABLE f USING fts5 (body, tokenize = 'porter unicode61 remove_diacritics 2')")
        self.db.executemany("INSERT INTO f (rowid, body) VALUES (?, ?)", enumerate(texts))

    def ask(self, words, operator, limit=10):
        question = f" {operator} ".join(f'"{word}"' for word in dict.fromkeys(words))
        if not question:
            return []
        return [row[0] for row in self.db.execute("SELECT rowid FROM f WHERE f MATCH ? ORDER BY rank LIMIT ?",
                                                  (question, limit))]

    def any_word(self, text, limit=10):
        words = words_of(text)
        return self.ask([word for word in words if word not in STOP] or words, "OR", limit)

    def all_words(self, text, limit=10):
        return self.ask(words_of(text), "AND", limit)


class Cosine:
    """Texts as tf-idf vectors: (1 + ln tf) * ln(N / df), by an inverted index."""

    def __init__(self, texts):
        self.vectors, self.index = [], collections.defaultdict(list)
        counts = [collections.Counter(w for w in words_of(text) if w not in STOP) for text in texts]
        df = collections.Counter(word for count in counts for word in count)
        for number, count in enumerate(counts):
            vector = {w: (1 + math.log(n)) * math.log(len(texts) / df[w]) for w, n in count.items()}
            norm = math.sqrt(sum(x * x for x in vector.values())) or 1
            vector = {w: x / norm for w, x in vector.items() if x > 0}
            self.vectors.append(vector)
            for word, x in vector.items():
                self.index[word].append((number, x))

    def near(self, number, may, limit):
        scores = collections.defaultdict(float)
        for word, x in self.vectors[number].items():
            for other, y in self.index[word]:
                scores[other] += x * y
        scores.pop(number, None)
        return [n for n in sorted(scores, key=lambda n: (-scores[n], n)) if may(n)][:limit]

    def best_words(self, number, count):
        vector = self.vectors[number]
        return sorted(vector, key=lambda w: (-vector[w], w))[:count]


def shingles_of(text, length=5):
    words = words_of(text)
    return {zlib.crc32(" ".join(words[i:i + length]).encode()) for i in range(max(1, len(words) - length + 1))} if words else set()


def jaccard(a, b):
    return len(a & b) / len(a | b) if a or b else 0.0


def exact_pairs(sets, least=0.5):
    """All pairs at least so alike: of each text only the rarest shingles are looked up, so many that
    two texts that share none of them cannot be alike enough (R. Bayardo et al., All-Pairs, WWW 2007)."""
    df = collections.Counter(s for one in sets for s in one)
    index, pairs = collections.defaultdict(list), {}
    for number in sorted(range(len(sets)), key=lambda n: len(sets[n])):
        mine, candidates = sets[number], set()
        prefix = sorted(mine, key=lambda s: (df[s], s))[:len(mine) - math.ceil(least * len(mine)) + 1]
        for shingle in prefix:
            candidates.update(index[shingle])
            index[shingle].append(number)
        for other in candidates:
            if len(sets[other]) >= least * len(mine):
                alike = jaccard(mine, sets[other])
                if alike >= least:
                    pairs[min(other, number), max(other, number)] = alike
    return pairs


def minhash_pairs(sets, least=0.5, size=128):
    """The same, guessed from the smallest hashes of each text (A. Broder, 1997)."""
    sketches = [sorted((s * 2654435761 + 40503) % 4294967291 for s in one)[:size] for one in sets]
    index, pairs = collections.defaultdict(list), {}
    for number, sketch in enumerate(sketches):
        candidates = collections.Counter(other for h in sketch for other in index[h])
        for h in sketch:
            index[h].append(number)
        for other, shared in candidates.items():
            if shared < size * least / 4:
                continue
            smallest = set(sorted(set(sketch) | set(sketches[other]))[:size])
            guess = len(smallest & set(sketch) & set(sketches[other])) / len(smallest)
            if guess >= least:
                pairs[other, number] = guess
    return pairs


def rank_of(found, wanted):
    return 1 / (found.index(wanted) + 1) if wanted in found else 0.0
