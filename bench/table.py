# SPDX-License-Identifier: Apache-2.0
"""table: what was measured beside what was promised."""
import datetime
import os
import pathlib
import platform
import re
import subprocess

MET, MISSED, UNMEASURED, NO_BAR = "met", "MISSED", "not measured", ""


class Table:
    def __init__(self):
        self.groups = []

    def group(self, title):
        self.groups.append((title, []))

    def row(self, what, value, bar="", verdict=NO_BAR):
        self.groups[-1][1].append((what, value, bar, verdict))

    def bar(self, what, value, bar, holds):
        self.row(what, value, bar, MET if holds else MISSED)

    def missed(self):
        return [what for _, rows in self.groups for what, _, _, verdict in rows if verdict == MISSED]

    def text(self):
        rows = [row for _, rows in self.groups for row in rows]
        wide = [max(len(row[i]) for row in rows) for i in range(3)]
        lines = []
        for title, rows in self.groups:
            lines += ["", title]
            for what, value, bar, verdict in rows:
                lines.append(f"  {what:{wide[0]}}  {value:{wide[1]}}  {bar:{wide[2]}}  {verdict}".rstrip())
        return "\n".join(lines[1:])

    def markdown(self):
        lines = []
        for title, rows in self.groups:
            lines += [f"\n## {title}\n", "| | measured | bar | |", "|---|---|---|---|"]
            lines += [f"| {' | '.join(row)} |" for row in rows]
        return "\n".join(lines)


def said_by(words):
    try:
        return subprocess.run(words, capture_output=True, text=True).stdout.strip()
    except OSError:
        return ""


def machine():
    """Lines that tell where and with what it was measured."""
    model = re.search(r"model name\s*:\s*(.*)", pathlib.Path("/proc/cpuinfo").read_text())
    memory = re.search(r"MemTotal:\s*(\d+)", pathlib.Path("/proc/meminfo").read_text())
    system = re.search(r'PRETTY_NAME="(.*)"', pathlib.Path("/etc/os-release").read_text())
    return [
        f"{datetime.datetime.now(datetime.timezone.utc):%Y-%m-%d %H:%M} UTC",
        f"{os.cpu_count()} cores of {model.group(1) if model else platform.machine()}, "
        f"{int(memory.group(1)) / 1048576:.0f} GB",
        f"{system.group(1) if system else 'Linux'}, Linux {platform.release()}",
    ]


def program_version(root, program):
    version = said_by([program, "--version"]) or "broadside"
    commit = said_by(["git", "-C", root, "rev-parse", "--short", "HEAD"])
    return f"{version} ({commit})" if commit else version
