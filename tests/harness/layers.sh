#!/bin/sh
# SPDX-License-Identifier: MIT
# tests/layers finds each kind of breach, in trees as small as can be.
set -u

# Build a good tree in $TMP/tree.
good_tree() {
    rm -rf "$TMP/tree"
    mkdir -p "$TMP/tree/src/low" "$TMP/tree/src/high"
    cd "$TMP/tree" || exit 1
    printf '%s\n' '# who' 'low:' 'high: low' 'main: high' '<curl/curl.h> high/net.c' >src/LAYERS
    printf '%s\n' '/* SPDX-License-Identifier: MIT */' '#include <stdio.h>' >src/low/a.h
    printf '%s\n' '/* SPDX-License-Identifier: MIT */' '#include "low/a.h"' \
        '#include <curl/curl.h>' >src/high/net.c
    printf '%s\n' '/* SPDX-License-Identifier: MIT */' '#include <sys/stat.h>' >src/main.c
    echo '# SPDX-License-Identifier: MIT' >Makefile
}

# expect RULE WHAT: of the tree as it is now, RULE is broken, and no other is.
expect() {
    broken=$(sh "$TOP/tests/layers" "$TMP/tree" | sed -n 's/^not ok - //p')
    if [ "$broken" = "$1" ]; then
        echo "ok - $2"
    else
        echo "not ok - $2"
        echo "# broken: ${broken:-nothing}, expected: ${1:-nothing}"
    fi
}

includes='folders include only what src/LAYERS lets them'
circle='no circle between folders'
foreign='a foreign header is included by its one file'

good_tree
expect '' 'a good tree breaks no rule'

good_tree && echo '#include "high/net.h"' >>src/low/a.h
expect "$includes" 'an include upward'

good_tree && echo '  #  include "low/a.h"' >>src/main.c
expect "$includes" 'an include of a folder that the line does not name'

good_tree && echo '#include "a.h"' >>src/low/a.h
expect "$includes" 'an include without its folder'

good_tree && mkdir src/wild && cp src/low/a.h src/wild
expect "$includes" 'a folder without a line'

good_tree && sed -i 's/^low:/low: high/' src/LAYERS
expect "$circle" 'two folders in a circle'

good_tree && echo '#include <curl/curl.h>' >>src/main.c
expect "$foreign" 'a second file with a foreign header'

good_tree && echo '#include <zlib.h>' >>src/main.c
expect "$foreign" 'a foreign header without a line'

good_tree && echo '<zlib.h> low/a.h' >>src/LAYERS
expect 'src/LAYERS lists no foreign header in vain' 'a line for a header that is not included'

good_tree && echo 'int x;' >src/low/b.c
expect 'each source has its SPDX line' 'a source without its SPDX line'

good_tree && touch notes.txt
expect 'the top holds nothing new' 'a new file at the top'

good_tree && touch .hidden && mkdir build seeds tests man
expect '' 'dot files and the known folders'
