#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""embed: writes SQL files as a C array of texts, in the order given: embed.py OUT NAME FILE..."""
import pathlib
import sys

out = ["/* SPDX-License-Identifier: Apache-2.0 */",
       "/* Made from store/migrations/ when building. */",
       "static const struct str %s[] = {" % sys.argv[2]]
for name in sys.argv[3:]:
    out.append("\t{ (const char[]){")
    data = pathlib.Path(name).read_bytes()
    for at in range(0, len(data), 24):
        out.append("\t\t" + ",".join(str(b) for b in data[at:at + 24]) + ",")
    out.append("\t  }, %d }," % len(data))
out.append("};")
pathlib.Path(sys.argv[1]).write_text("\n".join(out) + "\n")
