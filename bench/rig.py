# SPDX-License-Identifier: Apache-2.0
"""rig: what is measured and what measures: built sites, our server, nginx, the load."""
import contextlib
import hashlib
import json
import os
import pathlib
import re
import select
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request

ROOT = pathlib.Path(__file__).resolve().parent.parent
BUILD = ROOT / "build"
PROGRAM = BUILD / "broadside"
DATA = BUILD / "bench-data"
EXPORT_STORIES = 20000
START_SECONDS = 30
CORES = sorted(os.sched_getaffinity(0))
SERVER_CORE, LOAD_CORE = CORES[0], CORES[-1]


def say(text):
    print(text, file=sys.stderr, flush=True)


def pinned(core, words):
    return ["taskset", "-c", str(core), *map(str, words)]


def fingerprint():
    """Another one whenever built sites would come out otherwise."""
    names = ["bench/corpus", "bench/corpus.c", "bench/dice.c", "bench/dice.h", "bench/tale.c",
             "bench/grow_site.c", "bench/grow_wxr.c"]
    paths = [ROOT / name for name in names] + sorted((ROOT / "src/store/migrations").rglob("*.sql"))
    digest = hashlib.sha256()
    for path in paths:
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


class Library:
    """Sites and an export, built once and kept below build/bench-data."""

    def __init__(self):
        self.folder = DATA / fingerprint()
        self.folder.mkdir(parents=True, exist_ok=True)
        for old in DATA.iterdir():
            if old != self.folder and old.is_dir():
                shutil.rmtree(old)
        self.corpus = self.folder / "corpus.txt"
        self.text = self.folder / "corpus.kind"
        if not self.text.exists():
            say("bench: gathering texts")
            made = subprocess.run([ROOT / "bench/corpus", self.corpus], check=True,
                                  capture_output=True, text=True)
            self.text.write_text(made.stdout)

    def _grow(self, stories, name):
        target = self.folder / name
        if not target.exists():
            say(f"bench: building {name} of {stories:,} stories")
            part = self.folder / ("part-" + name)
            shutil.rmtree(part, ignore_errors=True)
            part.unlink(missing_ok=True)
            subprocess.run([BUILD / "bench/grow", self.corpus, str(stories), part], check=True)
            part.rename(target)
        return target

    def site(self, stories):
        return Site(self._grow(stories, f"site-{stories}"), stories)

    def export(self):
        return self._grow(EXPORT_STORIES, "export.xml")

    def copy(self, site):
        """One that may be written to."""
        target = self.folder / "writes"
        shutil.rmtree(target, ignore_errors=True)
        shutil.copytree(site.folder, target, ignore=shutil.ignore_patterns("control", "*-shm"))
        return Site(target, site.stories)

    def scratch(self, name):
        target = self.folder / name
        shutil.rmtree(target, ignore_errors=True)
        return target


class Site:
    def __init__(self, folder, stories):
        self.folder, self.stories = folder, stories
        self.paths = {}
        self.counts = {}
        for line in (folder / "bench-paths").read_text(encoding="utf-8").splitlines():
            kind, path, *count = line.split(" ")
            self.paths.setdefault(kind, []).append(path)
            if count:
                self.counts[path] = int(count[0])
        self.largest_section = max(self.counts, key=self.counts.get)

    def configure(self, lines):
        """Sets what SITE/site.conf says: these lines and nothing else."""
        text = "".join(f"{line}\n" for line in lines)
        (self.folder / "site.conf").write_text("# written by the bench\n" + text)


class Server:
    """broadside serve, on the server's core."""

    def __init__(self, site, conf=()):
        self.site = site
        site.configure(conf)
        self.errors = tempfile.TemporaryFile("w+", encoding="utf-8")
        begun = time.perf_counter()
        self.process = subprocess.Popen(
            pinned(SERVER_CORE, [PROGRAM, "serve", site.folder, "--listen", "127.0.0.1:0"]),
            stdout=subprocess.PIPE, stderr=self.errors, text=True)
        self.port = self._read_port()
        self.start_s = time.perf_counter() - begun

    def _read_port(self):
        ready, _, _ = select.select([self.process.stdout], [], [], START_SECONDS)
        line = self.process.stdout.readline() if ready else ""
        found = re.match(r"listening on http://[^:]+:(\d+)", line)
        if not found:
            self.process.kill()
            self.errors.seek(0)
            raise SystemExit(f"bench: the server did not start: {line}{self.errors.read()}")
        return int(found.group(1))

    def processes(self):
        """Its own and all that came of it."""
        found, todo = [], [self.process.pid]
        while todo:
            pid = todo.pop()
            found.append(pid)
            with contextlib.suppress(OSError):
                for task in pathlib.Path(f"/proc/{pid}/task").iterdir():
                    todo += map(int, (task / "children").read_text().split())
        return found

    def cpu_us(self):
        """What all of them together took of the processor so far."""
        return sum(int(pathlib.Path(f"/proc/{pid}/schedstat").read_text().split()[0])
                   for pid in self.processes()) / 1000

    def pss_mb(self):
        total = 0
        for pid in self.processes():
            text = pathlib.Path(f"/proc/{pid}/smaps_rollup").read_text()
            total += int(re.search(r"^Pss:\s+(\d+)", text, re.M).group(1))
        return total / 1024

    def get(self, path, codings=""):
        """Gives: (status, headers, body as sent)."""
        request = urllib.request.Request(f"http://127.0.0.1:{self.port}{path}")
        request.add_header("Accept-Encoding", codings)
        with urllib.request.urlopen(request, timeout=30) as answer:
            return answer.status, answer.headers, answer.read()

    def close(self):
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            say("bench: the server did not end when asked to")
            self.process.kill()
            self.process.wait()
        self.process.stdout.close()
        self.errors.close()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()


NGINX_CONF = """daemon off; master_process off; pid {folder}/pid; error_log {folder}/error.log;
events {{ worker_connections 8192; }}
http {{
  sendfile on; tcp_nopush on; keepalive_requests 100000000; access_log off;
  types {{ text/html html; }} default_type text/html; charset utf-8;
  client_body_temp_path {folder}/t1; proxy_temp_path {folder}/t2; fastcgi_temp_path {folder}/t3;
  uwsgi_temp_path {folder}/t4; scgi_temp_path {folder}/t5;
  gzip_static on; gzip_vary on;
  server {{ listen 127.0.0.1:{plain} backlog=4096; root {folder}/files; }}
  server {{ listen 127.0.0.1:{tuned} backlog=4096; root {folder}/files;
    open_file_cache max=1000 inactive=1h; open_file_cache_valid 1h; }}
}}
"""


def free_port():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return taken.getsockname()[1]


class Nginx:
    """One process of nginx on the server's core, serving files. plain: as Debian sets it up;
    tuned: with its cache of open files on."""

    def __init__(self, folder, files):
        local = ROOT / ".deps/nginx/usr/sbin/nginx"
        self.program = local if local.exists() else shutil.which("nginx") or "nginx"
        folder.mkdir(parents=True)
        for path, (plain, packed) in files.items():
            target = folder / "files" / path.lstrip("/") / "index.html"
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(plain)
            (target.parent / "index.html.gz").write_bytes(packed)
        self.plain, self.tuned = free_port(), free_port()
        conf = folder / "nginx.conf"
        conf.write_text(NGINX_CONF.format(folder=folder, plain=self.plain, tuned=self.tuned))
        self.process = subprocess.Popen(
            pinned(SERVER_CORE, [self.program, "-p", folder, "-c", conf, "-e", folder / "start.log"]))
        for _ in range(100):
            with contextlib.suppress(OSError):
                socket.create_connection(("127.0.0.1", self.plain), 1).close()
                return
            time.sleep(0.05)
        raise SystemExit(f"bench: nginx did not start, see {folder}/start.log")

    def version(self):
        said = subprocess.run([self.program, "-v"], capture_output=True, text=True).stderr
        return said.strip().removeprefix("nginx version: ")

    def close(self):
        self.process.terminate()
        self.process.wait(20)


class Load:
    """Asks, from the load's core."""

    def __init__(self, folder):
        self.folder = folder
        self.count = 0

    def plan(self, lines):
        self.count += 1
        path = self.folder / f"plan-{self.count}"
        path.write_text("".join(line + "\n" for line in lines), encoding="utf-8")
        return path

    def gets(self, paths):
        return self.plan(f"GET 200 {path}" for path in paths)

    def run(self, port, plan, seconds=1.2, warm=0.2, connections=16, rate=0, accept="gzip",
            may_refuse=False, **more):
        words = [BUILD / "bench/load", port, plan, "--seconds", seconds, "--warm", warm,
                 "--connections", connections, "--rate", rate]
        if accept:
            words += ["--accept", accept]
        for name, value in more.items():
            words += [f"--{name}"] if value is True else [f"--{name}", value]
        done = subprocess.run(pinned(LOAD_CORE, words), capture_output=True, text=True)
        if done.returncode:
            raise SystemExit(f"bench: the load failed: {done.stderr}")
        result = json.loads(done.stdout)
        if (result["wrong"] or result["failed"]) and not may_refuse:
            say(f"bench: {result['wrong']} wrong, {result['failed']} failed: {done.stderr.strip()}")
        return result


def medians(results):
    """Field by field."""
    return {name: statistics.median(result[name] for result in results) for name in results[0]}
