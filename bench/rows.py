# SPDX-License-Identifier: Apache-2.0
"""rows: what is measured, one function a kind of work. Each takes the Bench and fills its table."""
import collections
import contextlib
import gzip
import html.parser
import random
import re
import sqlite3
import statistics
import subprocess
import time
import urllib.parse
import urllib.request

from rig import (BUILD, EXPORT_STORIES, LOAD_CORE, PROGRAM, ROOT, SERVER_CORE, Nginx, Server, free_port, medians,
                 pinned, say)
from table import UNMEASURED

ROUNDS = 5          # alternating runs of which the median counts
GROWTH_ROUNDS = 3
ALL_SIZES = (10_000, 100_000, 1_000_000)
OFFERED = 3000      # requests a second
POSTS_A_PAGE = 20
LIST_TOPIC, LIST_AUTHOR = 4, 6  # store/listing.h
COMMENTED = 500     # stories that comments are sent to
UNCACHED = ["cache_bytes 0"]
SPELLINGS = 50      # of one page's address: those who ask for the same one share an answer
BESIDE, IDLE = 1000, 10_000
DEADLINES = {"head": 10, "body": 20, "reading": 30}  # seconds: docs/FRONT.md


def spellings(path):
    return [f"{path}?ask={n}" for n in range(SPELLINGS)]


def ms(us):
    return f"{us / 1000:.2f} ms"


def rate(result):
    return f"{result['rate']:,.0f}/s"


def corpus_words(corpus):
    """Gives: (words few documents have, words many have), of at least five letters."""
    counts, documents, seen = collections.Counter(), 0, set()
    with corpus.open(encoding="utf-8") as lines:
        for line in lines:
            if line.startswith("document "):
                counts.update(seen)
                seen = set()
                documents += 1
            seen.update(re.findall(r"[a-z]{5,12}", line.lower()))
    rare = sorted(w for w, n in counts.items() if 3 <= n <= documents / 1000 + 3)
    common = [w for w, n in counts.most_common(120) if n > documents / 10]
    return rare, common


def filling(site, kind, table):
    """Those whose stories fill a page: in a small paper many have a few, and pages that differ in
    length tell nothing of growth."""
    with sqlite3.connect(f"file:{site.folder}/site.db?mode=ro", uri=True) as db:
        return [path for path, in db.execute(f"""SELECT path FROM {table} JOIN listing_count ON target = id
            WHERE list = ? AND scale = 0 AND span = 0 AND stories >= ? ORDER BY id""", (kind, POSTS_A_PAGE))]


class Paths:
    """What is asked for, by kind of page, the same in every run."""

    def __init__(self, bench, site):
        dice = random.Random(site.stories)
        rare, common = bench.words
        last = -(-site.counts[site.largest_section] // POSTS_A_PAGE)
        pairs = [dice.sample(common, 2) for _ in range(200)]
        stories = list(site.paths["story"])
        dice.shuffle(stories)
        topics, authors = filling(site, LIST_TOPIC, "topic"), filling(site, LIST_AUTHOR, "person")
        self.of = {
            "story": stories,
            "front page": spellings("/"),
            "section": spellings(site.largest_section),
            "last page of the section": spellings(f"{site.largest_section}page/{last}/"),
            "topic": dice.sample(topics, min(100, len(topics))),
            "author": dice.sample(authors, min(100, len(authors))),
            "archive, a month": [f"/archive/{y}/{m:02}/" for y in range(2020, 2026) for m in range(1, 13)],
            "RSS": spellings("/rss/"),
            "sitemap": spellings("/sitemap.xml"),
            "search, a rare word": [f"/search/?q={w}" for w in dice.sample(rare, 200)],
            "search, two common words": [f"/search/?q={a}+{b}" for a, b in pairs],
        }


def cached(bench):
    """Pages from memory, beside nginx sending the same bytes from files."""
    site = bench.sites[min(bench.sites)]
    bench.table.group("Cached pages, keep-alive, one core, gzip")
    with Server(site) as server:
        paths = {"story": site.paths["story"][-1], "front page": "/",
                 "section": site.largest_section}
        files = {}
        for path in paths.values():
            for _ in range(4):  # what is asked for again is compressed and kept
                packed = server.get(path, "gzip")[2]
            files[path] = (gzip.decompress(packed), packed)
        nginx = Nginx(bench.library.scratch("nginx"), files)
        bench.versions.append(nginx.version())
        try:
            for kind, path in paths.items():
                cached_page(bench, server, nginx, kind, bench.load.gets([path]))
            path = paths["story"]
            cached_page(bench, server, nginx, "story, not compressed", bench.load.gets([path]), "")
        finally:
            nginx.close()


def cached_page(bench, server, nginx, kind, plan, accept="gzip"):
    say(f"bench: cached {kind}")
    ours, plain, tuned = [], [], []
    for _ in range(ROUNDS):
        for port, into in ((server.port, ours), (nginx.plain, plain), (nginx.tuned, tuned)):
            into.append(bench.load.run(port, plan, seconds=1, connections=64, accept=accept))
    we, they, best = medians(ours), medians(plain), medians(tuned)
    ratio = we["rate"] / they["rate"]
    bench.table.bar(f"cached {kind}", f"{rate(we)} beside nginx {rate(they)}: {ratio:.2f}x",
                    "1.00x", ratio >= 1)
    bench.table.row(f"  {kind}, nginx with its files kept open", f"{rate(best)}: "
                    f"{we['rate'] / best['rate']:.2f}x")


def uncached(bench):
    """Pages read and rendered for each request, in sites of every size, in turn."""
    servers = {n: Server(site, UNCACHED) for n, site in bench.sites.items()}
    try:
        kinds = {n: Paths(bench, site).of for n, site in bench.sites.items()}
        plans = {n: {kind: bench.load.gets(paths) for kind, paths in of.items()}
                 for n, of in kinds.items()}
        offered(bench, servers[min(servers)], plans[min(servers)]["story"])
        growth(bench, servers, plans)
        if 100_000 in servers:
            searching(bench, servers[100_000])
        overload(bench, servers, plans)
        memory(bench, servers)
    finally:
        for server in servers.values():
            server.close()


def offered(bench, server, plan):
    say("bench: uncached stories at a given rate")
    bench.table.group("Pages not in the cache, server on one core")
    cpu, runs = server.cpu_us(), []
    for _ in range(GROWTH_ROUNDS):
        runs.append(bench.load.run(server.port, plan, seconds=3, warm=0.5, connections=64, rate=OFFERED))
    cpu = server.cpu_us() - cpu
    got = medians(runs)
    holds = got["p99_us"] < 5000 and got["rate"] > 0.97 * OFFERED and not got["failed"]
    bench.table.bar(f"stories of 10,000, {OFFERED:,}/s offered at random moments",
                    f"{rate(got)} answered, p50 {ms(got['p50_us'])}, p99 {ms(got['p99_us'])}",
                    f"{OFFERED:,}/s, p99 < 5 ms", holds)
    asked = sum(run["answered"] for run in runs) * 3.5 / 3  # those of the warming up are not counted
    bench.table.row("  processor time of one", f"{cpu / asked:.0f} us in all processes together")


def growth(bench, servers, plans):
    smallest, largest = min(servers), max(servers)
    for kind in plans[smallest]:
        say(f"bench: uncached {kind}")
        runs = {n: [] for n in servers}
        for _ in range(GROWTH_ROUNDS):
            for n, server in servers.items():
                runs[n].append(bench.load.run(server.port, plans[n][kind], connections=8,
                                              seconds=1))
        got = {n: medians(of) for n, of in runs.items()}
        parts = [f"{n:,}: {rate(got[n])}" if n in got else f"{n:,}: not measured"
                 for n in ALL_SIZES]
        ratio = got[smallest]["rate"] / got[largest]["rate"]
        value = "; ".join(parts) + f"; {ratio:.2f}x"
        if kind.startswith("search"):
            bench.table.row(kind, value)
        elif largest == ALL_SIZES[-1]:
            bench.table.bar(kind, value, "1.30x", ratio <= 1.3)
        else:
            bench.table.row(kind, value, "1.30x at 1,000,000", UNMEASURED)


def slip(dice, word):
    """Two neighbours change places."""
    at = dice.randrange(1, len(word) - 2)
    return word[:at] + word[at + 1] + word[at] + word[at + 2:]


def questions(bench):
    """What readers look for: (addresses, how many ms the slowest in a hundred may take), by kind."""
    dice = random.Random(20)
    rare, common = bench.words
    asked = lambda words: "/search/?q=" + "+".join(words)
    two = lambda one, other: [asked((dice.choice(one), dice.choice(other))) for _ in range(200)]
    begun = [dice.choice(common)[:1 + n % 4] for n in range(200)]
    return {
        "search, a rare word": ([asked([w]) for w in dice.sample(rare, 200)], 20),
        "search, two rare words": (two(rare, rare), 20),
        "search, two common words": ([asked(dice.sample(common, 2)) for _ in range(200)], 20),
        "search, a rare and a common word": (two(rare, common), 20),
        "search, a slip in a rare word": ([asked([slip(dice, w)]) for w in dice.sample(rare, 200)], 20),
        "suggestions for one to four letters": ([f"/search/suggest/?q={w}" for w in begun], 10),
    }


def searching(bench, server):
    say("bench: search at 100,000")
    for kind, (paths, most) in questions(bench).items():
        plan = bench.load.gets(paths)
        got = medians([bench.load.run(server.port, plan, connections=1, seconds=1) for _ in range(GROWTH_ROUNDS)])
        value = f"p50 {ms(got['p50_us'])}, p99 {ms(got['p99_us'])}, one after the other"
        bench.table.bar(f"{kind}, 100,000", value, f"p99 < {most} ms", got["p99_us"] < 1000 * most)


def overload(bench, servers, plans):
    """More than they can answer, from more connections than there are readers for."""
    say("bench: overload")
    for n, server in servers.items():
        bench.load.run(server.port, plans[n]["story"], seconds=2, warm=0, connections=2000, rate=3 * OFFERED,
                       may_refuse=True)


def memory(bench, servers):
    bench.table.group("Memory, all processes together (proportional set size), no page cache")
    for n in ALL_SIZES:
        if n not in servers:
            bench.table.row(f"{n:,} stories", "", "", UNMEASURED)
            continue
        used = servers[n].pss_mb()
        value = f"{used:.1f} MB in {len(servers[n].processes())} processes"
        if n == 100_000:
            bench.table.bar(f"{n:,} stories, after all of the above and an overload", value, "< 64 MB", used < 64)
        else:
            bench.table.row(f"{n:,} stories, likewise", value)
    if 100_000 in bench.sites:
        memory_of_two(bench, bench.sites[100_000])


def memory_of_two(bench, site):
    """As on a machine with two cores, where there are two readers."""
    with Server(site, UNCACHED + ["readers 2"]) as server:
        for kind, paths in Paths(bench, site).of.items():
            bench.load.run(server.port, bench.load.gets(paths), seconds=1)
        used = server.pss_mb()
        bench.table.bar("100,000 stories, two readers, after a second of each kind of page",
                        f"{used:.1f} MB in {len(server.processes())} processes", "< 64 MB", used < 64)


def crowded(bench):
    """Other readers, while very many are there who do nothing and some who are very slow."""
    bench.table.group(f"Other readers of a cached story, {BESIDE}/s, server on one core")
    site = bench.sites[min(bench.sites)]
    with Server(site) as server:
        path = site.paths["story"][-1]
        plan = bench.load.gets([path])
        # Taking in 10,000 connections is over before what counts begins.
        ask = lambda **more: bench.load.run(server.port, plan, seconds=3, warm=1, rate=BESIDE, **more)["p99_us"]
        for _ in range(4):  # what is asked for again is compressed and kept
            server.get(path, "gzip")
        say("bench: beside idle clients")
        runs = [(ask(), ask(idle=IDLE)) for _ in range(ROUNDS)]
        beside(bench, f"beside {IDLE:,} idle connections", *zip(*runs))
        say("bench: beside slow clients")
        alone = [ask() for _ in range(ROUNDS)]
        words = [ROOT / "bench/slow", server.port, path, 60]
        with subprocess.Popen(pinned(LOAD_CORE, words), stdout=subprocess.PIPE, text=True) as slow:
            time.sleep(1)
            among = [ask() for _ in range(ROUNDS)]
            told = bench.json(slow.communicate()[0])
    beside(bench, "beside 200 clients of a byte a second", alone, among)
    late = [kind for kind, limit in DEADLINES.items()
            if told[kind]["cut"] < told[kind]["clients"] or told[kind]["last_s"] > limit + 3]
    parts = [f"{kind} {told[kind]['cut']} of {told[kind]['clients']} after {told[kind]['first_s']} to "
             f"{told[kind]['last_s']} s" for kind in DEADLINES]
    bench.table.bar("  each of them cut", "; ".join(parts),
                    "/".join(str(limit) for limit in DEADLINES.values()) + " s", not late)


def beside(bench, what, alone, among):
    """The least of several: what others do on this machine only adds to it."""
    ratio = min(among) / min(alone)
    bench.table.bar(what, f"p99 {ms(min(among))}, alone {ms(min(alone))}: {ratio:.2f}x", "3.00x", ratio <= 3)


def writes(bench):
    """Comments, and publishing beside a running server, in a copy of the smallest site."""
    bench.table.group("Writing, server on one core")
    site = bench.library.copy(bench.sites[min(bench.sites)])
    admin = free_port()
    with Server(site, [f"admin 127.0.0.1:{admin}"]) as server:
        comments(bench, site, server)
        publishing(bench, site, server, admin)
    if 100_000 in bench.sites:
        publishing_amid_many(bench)


def comment_plan(bench, site, server):
    lines = []
    for path in site.paths["story"][-COMMENTED:]:
        page = server.get(path)[2].decode()
        form = re.search(r'<form[^>]*action="([^"]*/comment)(?:[?#][^"]*)?".*?</form>', page, re.S)
        token = form and re.search(r'name="token"[^>]*value="([^"]+)"', form.group(0))
        if not token:
            raise SystemExit(f"bench: no reply form at {path}")
        fields = {"name": "A reader", "email": "reader{n}@example.org", "website": "",
                  "comment": "What was said of this at number {n} is not what I heard there.",
                  "parent": "", "token": token.group(1)}
        body = urllib.parse.urlencode(fields).replace("%7Bn%7D", "{n}")
        lines.append(f"POST 303 {form.group(1)} {body}")
    return bench.load.plan(lines)


def count_comments(site):
    """Read past the server: what is on disk."""
    with sqlite3.connect(f"file:{site.folder}/site.db?mode=ro", uri=True) as db:
        return db.execute("SELECT count(*) FROM comment").fetchone()[0]


def comments(bench, site, server):
    say("bench: comments")
    plan = comment_plan(bench, site, server)
    time.sleep(bench.form_seconds)  # nobody types faster
    before = count_comments(site)
    runs = [bench.load.run(server.port, plan, seconds=2, warm=0, connections=64,
                           origin=f"http://127.0.0.1:{server.port}", number=1_000_000 * i)
            for i in range(GROWTH_ROUNDS)]
    kept = count_comments(site) - before
    answered, wrong = sum(r["answered"] for r in runs), sum(r["wrong"] for r in runs)
    got = medians(runs)
    holds = got["rate"] >= 1000 and wrong == 0 and kept >= answered
    bench.table.bar("comments accepted and durable",
                    f"{rate(got)}, p99 {ms(got['p99_us'])}; {answered:,} answered, {kept:,} on disk",
                    "1,000/s", holds)


def rendered(admin):
    """How many answers came from a reader so far, as /metrics tells."""
    with urllib.request.urlopen(f"http://127.0.0.1:{admin}/metrics", timeout=10) as answer:
        text = answer.read().decode()
    return sum(int(n) for n in re.findall(r'broadside_answers_from_total\{from="(?:miss|render|reader)'
                                          r'[^"]*"\} (\d+)', text))


def strangers(site):
    """Stories that share neither section nor topic nor author with what is published below."""
    with sqlite3.connect(f"file:{site.folder}/site.db?mode=ro", uri=True) as db:
        return [path for path, in db.execute("""SELECT path FROM story s WHERE status > 0
            AND id NOT IN (SELECT story FROM story_topic WHERE topic = 1)
            AND id NOT IN (SELECT story FROM story_byline WHERE person = 1)
            AND id NOT IN (SELECT story FROM story_section JOIN section ON id = section
                           WHERE section = 1 OR parent = 1) LIMIT 300""")]


def publishing(bench, site, server, admin):
    """The section, topic and author with number 1 each are the most used."""
    say("bench: publishing")
    with sqlite3.connect(f"file:{site.folder}/site.db?mode=ro", uri=True) as db:
        paths = [db.execute(f"SELECT path FROM {table} WHERE id = 1").fetchone()[0]
                 for table in ("section", "topic", "person")]
    others = bench.load.gets(strangers(site))
    ask = lambda: bench.load.run(server.port, others, connections=1, warm=0, seconds=20, once=True)
    words = [BUILD / "bench/publish", site.folder, server.port, 50, 1, 1, 1, "/", *paths, "/rss/"]
    ask()
    done = subprocess.run(pinned(SERVER_CORE, words), capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(f"bench: publishing failed: {done.stderr}")
    before = rendered(admin)
    asked = ask()["answered"]
    dropped = rendered(admin) - before
    got = bench.json(done.stdout)
    bench.table.bar("publish to visible",
                    f"act done in {ms(got['done_us'])}; seen on all {got['pages']} pages that show it "
                    f"after {ms(got['shown_us'])}; {got['stale']} of {50 * got['pages']} asked too early",
                    "the next request", got["stale"] == 0)
    bench.table.bar("  nothing else dropped", f"{dropped} of {asked} pages of other stories made anew "
                    "after 50 publications", "0", dropped == 0 and asked > 0)


def publishing_amid_many(bench):
    """The whole act, with the checks that are shown before it, in a copy of the paper of 100,000."""
    say("bench: publishing at 100,000")
    site = bench.library.copy(bench.sites[100_000])
    with Server(site) as server:
        words = [BUILD / "bench/publish", site.folder, server.port, 30, 1, 1, 1, "/"]
        done = subprocess.run(pinned(SERVER_CORE, words), capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(f"bench: publishing failed: {done.stderr}")
    got = bench.json(done.stdout)
    bench.table.bar("publishing at 100,000 stories: look-alikes, the act, related stories, older ones' lists",
                    f"median {ms(got['done_us'])}, the slowest of 30 {ms(got['done_most_us'])}", "median < 50 ms",
                    got["done_us"] < 50_000)


def searchable(site):
    """How many stories its index holds, for all to see."""
    try:
        with contextlib.closing(sqlite3.connect(f"file:{site}/site.db?mode=ro", uri=True)) as db:
            return db.execute("SELECT stories FROM search_state").fetchone()[0]
    except sqlite3.Error:
        return 0


def importing(bench):
    """What can be found when, from the other core; then what follows."""
    say("bench: importing")
    bench.table.group("Import")
    target, export = bench.library.scratch("imported"), bench.library.export()
    begun = time.perf_counter()
    done = subprocess.Popen(pinned(SERVER_CORE, [PROGRAM, "import", target, export]),
                            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    while done.poll() is None and searchable(target) < EXPORT_STORIES:
        time.sleep(0.05)
    seconds = time.perf_counter() - begun
    _, errors = done.communicate()
    if done.returncode:
        raise SystemExit(f"bench: the import failed: {errors}")
    per_second, rest = EXPORT_STORIES / seconds, time.perf_counter() - begun - seconds
    bench.table.bar(f"WXR of {EXPORT_STORIES:,} stories, searchable, one core",
                    f"{per_second:,.0f} stories/s ({seconds:.1f} s)", "2,000 stories/s", per_second >= 2000)
    follows = EXPORT_STORIES / max(rest, 0.001)
    bench.table.bar("  related stories and look-alikes, which follow", f"{follows:,.0f} stories/s ({rest:.1f} s)", "200 stories/s",
                    follows >= 200)


def starting(bench):
    say("bench: starting")
    bench.table.group("Start, from the command to the line that says it listens")
    for n in ALL_SIZES:
        if n not in bench.sites:
            bench.table.row(f"{n:,} stories", "", "< 0.2 s" if n == ALL_SIZES[-1] else "", UNMEASURED)
            continue
        taken = []
        for _ in range(ROUNDS):
            with Server(bench.sites[n]) as server:
                taken.append(server.start_s)
                server.get("/health")
        took = statistics.median(taken)
        if n == ALL_SIZES[-1]:
            bench.table.bar(f"{n:,} stories", f"{took:.3f} s", "< 0.2 s", took < 0.2)
        else:
            bench.table.row(f"{n:,} stories", f"{took:.3f} s")


class Needs(html.parser.HTMLParser):
    """What a browser fetches for a page beside pictures: what it must have before it first paints,
    and what may come later."""

    def __init__(self, text):
        super().__init__()
        self.first, self.later, self.in_head = [], [], True
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        at = dict(attrs)
        if tag == "body":
            self.in_head = False
        if tag == "link" and "stylesheet" in (at.get("rel") or "").split():
            waits = at.get("media") not in ("print",)
            (self.first if waits else self.later).append(at["href"])
        if tag == "script" and at.get("src"):
            waits = self.in_head and "defer" not in at and "async" not in at \
                and at.get("type") != "module"
            (self.first if waits else self.later).append(at["src"])


def first_visit(bench):
    say("bench: a first visit")
    bench.table.group("A reader's first visit to a story")
    site = bench.sites[min(bench.sites)]
    with Server(site) as server:
        path = site.paths["story"][-1]
        for _ in range(4):
            _, headers, page = server.get(path, "gzip, br")
        plain = server.get(path)[2].decode()
        needs = Needs(plain)
        parts = [len(page)]
        for address in needs.first + needs.later:
            for _ in range(4):
                asset = server.get(address, "gzip, br")[2]
            parts.append(len(asset))
    total, requests = sum(parts), 1 + len(needs.first)
    coding = headers.get("Content-Encoding", "none")
    bench.table.bar("HTML, CSS and script, compressed",
                    f"{total:,} bytes ({' + '.join(map(str, parts))}), {coding}", "< 14 KB",
                    total < 14 * 1024)
    bench.table.bar("requests before first paint", str(requests), "1", requests == 1)


ROWS = (cached, uncached, crowded, writes, importing, starting, first_visit)
