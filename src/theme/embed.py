# SPDX-License-Identifier: Apache-2.0
# embed.py OUT.c FILE.hbs...: the built-in templates as C text, without their last line end.
import os
import sys

def quoted(line):
    return '"' + ''.join(c if ' ' <= c <= '~' and c not in '"\\?' else
                         ''.join('\\%03o' % b for b in c.encode()) for c in line) + '"'

out = ['/* Made by embed.py. */', '#include "theme/folder.h"', '',
       'const struct builtin_source builtin_sources[] = {']
for path in (p for p in sys.argv[2:] if p.endswith('.hbs')):
    with open(path, encoding='utf-8') as file:
        text = file.read().removesuffix('\n')
    name = os.path.basename(path).removesuffix('.hbs')
    out.append('\t{ "%s",' % name)
    out += ['\t  ' + quoted(line) for line in text.splitlines(keepends=True)]
    out.append('\t  , %d },' % len(text.encode()))
out += ['};', 'const size_t builtin_source_count = COUNT_OF(builtin_sources);', '']
with open(sys.argv[1], 'w', encoding='utf-8') as file:
    file.write('\n'.join(out))
