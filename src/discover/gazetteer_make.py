#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""gazetteer_make: data/ as C tables, sorted for looking up: gazetteer_make.py OUT DATA_FOLDER"""
import pathlib
import re
import sys
import unicodedata

HEADER = (pathlib.Path(__file__).parent / "gazetteer.h").read_text()
BIT = {name.lower(): 1 << int(bit) for name, bit in re.findall(r"\bNAME_(\w+) = 1u << (\d+)", HEADER)}
PLACES = {"c": "country", "r": "country", "1": "town", "2": "town", "3": "city"}
BLOCK = 16  # keys a block: where each begins is kept of its first alone
ALIAS = {"p": "person", "l": "country", "o": "organisation"}


def fold(text):
    text = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
    return "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))


def lines(path):
    return [line for line in path.read_text(encoding="utf-8").splitlines() if line and line[0] != "#"]


def gather(data):
    bits = {}

    def add(name, *kinds):
        key = " ".join(word[:-1] if len(word) > 2 and word.find(".") == len(word) - 1 else word for word in fold(name).split(" "))
        for kind in kinds:
            bits[key] = bits.get(key, 0) | BIT[kind]
        words = key.split(" ")
        if words[0] == "saint" and len(words) > 1:
            add("st " + key[6:], *kinds)
        if len(words) > 1:
            bits[words[0]] = bits.get(words[0], 0) | BIT["begins"]

    for line in lines(data / "countries.tsv") + lines(data / "towns.tsv"):
        name, kind = line.split("\t")
        add(name, PLACES[kind])
    for name in lines(data / "given_names.txt"):
        add(name, "given")
    for name in lines(data / "surnames.txt"):
        add(name, "surname")
    for name in lines(data / "demonyms.txt"):
        for word in name.split():
            add(word, "demonym")
            add(word if word.endswith(("s", "sh", "ch", "ese")) else word + "s", "demonym")
    for name in lines(data / "words_en.txt") + lines(data / "words_scowl.txt"):
        add(name, "common")
    for name in lines(data / "politicians.txt"):
        add(name, "person")
        add(name.split()[0], "given")
        add(name.split()[-1], "surname")
    for line in lines(data / "name_words.txt"):
        kind, words = line.split(": ")
        for word in words.split():
            add(word, kind)
    aliases = [line.split("\t") for line in lines(data / "aliases.tsv")]
    for alias, name, kind in aliases:
        add(alias, ALIAS[kind], "alias")
        if " " in name:
            add(name, ALIAS[kind])
    return bits, aliases


def table(name, kind, values):
    out = [f"static const {kind} {name}[] = {{"]
    for at in range(0, len(values), 16):
        out.append("\t" + ",".join(str(value) for value in values[at:at + 16]) + ",")
    return out + ["};"]


def main():
    bits, aliases = gather(pathlib.Path(sys.argv[2]))
    keys = sorted(bits, key=lambda key: key.encode())
    text, at = b"", []
    for place, key in enumerate(keys):
        if place % BLOCK == 0:
            at.append(len(text))
        text += key.encode()
    known = sorted(set(bits.values()))
    out = ["/* SPDX-License-Identifier: Apache-2.0 */", "/* Made from data/ when building; data/NOTICE says whose it is. */"]
    out += table("key_text", "unsigned char", list(text))
    out += [f"enum {{ BLOCK = {BLOCK} }};"]
    out += table("block_at", "uint32_t", at)
    out += table("key_len", "uint8_t", [len(key.encode()) for key in keys])
    out += table("key_kind", "uint16_t", [known.index(bits[key]) for key in keys])
    out += table("kind_bits", "uint32_t", known)
    out.append("static const struct gazetteer_alias aliases[] = {")
    for alias, name, kind in sorted(aliases, key=lambda row: row[0].encode()):
        spelled = ['"' + "".join(c if ord(c) < 128 else "".join(f"\\{b:03o}" for b in c.encode()) for c in part) + '"'
                   for part in (alias, name)]
        out.append(f"\t{{ STR_CONST({spelled[0]}), STR_CONST({spelled[1]}), NAME_KIND_{ALIAS_KIND[kind]} }},")
    out.append("};")
    pathlib.Path(sys.argv[1]).write_text("\n".join(out) + "\n", encoding="utf-8")


ALIAS_KIND = {"p": "PERSON", "l": "PLACE", "o": "ORGANISATION"}
main()
