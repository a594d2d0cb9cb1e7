# SPDX-License-Identifier: MIT
# shellcheck shell=sh
# The fuzz targets: their names, and where the inputs of each are.

fuzz_targets() {
    for fuzz_source in tests/fuzz/*.c; do
        ! grep -q '^int LLVMFuzzerTestOneInput' "$fuzz_source" || basename "$fuzz_source" .c
    done
}

# Its own corpus, and what the tree has for other tests.
fuzz_inputs() {
    echo "tests/fuzz/corpus/$1"
    case $1 in
    front) echo seeds ;;
    html) echo tests/golden/html tests/golden/page ;;
    markdown) echo tests/golden/markdown ;;
    esac
}

# Bytes of the longest input.
fuzz_length() {
    case $1 in
    address | date | cache | clean | marks | pages | session) echo 400 ;;
    database) echo 64 ;;
    *) echo 2048 ;;
    esac
}
