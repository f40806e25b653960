#!/bin/sh
# bench-start.sh: measures the start of the filters that need no network, and of an empty C program, in
# $BENCH_STARTS runs (500). The goal is less than 3 ms if the empty program takes 1. A program linked
# with libcurl takes longer; therefore the programs use --as-needed, and load libcurl when the first
# request is sent.
# The programs are those of $CVI_BUILD (build).
set -eu
cd "$(dirname "$0")/../.."
bin=${CVI_BUILD:-build}/bin
starts=${BENCH_STARTS:-500}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cc=${CC:-cc}

echo 'int main(void) { return 0; }' >"$work/empty.c"
# shellcheck disable=SC2086 # the flags are words
$cc -O2 ${CFLAGS:-} -o "$work/empty" "$work/empty.c"
# shellcheck disable=SC2086
$cc -O2 -D_DEFAULT_SOURCE ${CFLAGS:-} -o "$work/repeat" tests/bench/repeat.c
echo '{"filename":"/videos/The.Matrix.1999.1080p.BluRay.x264.mkv"}' >"$work/record"

echo '{"filename":"a","media":{"type":"movie","title":"The Matrix","year":1999}}' >"$work/matchable"

run() { # LABEL INPUT COMMAND...
    label=$1 input=$2
    shift 2
    took=$("$work/repeat" "$starts" "$input" "$@")
    empty=${empty:-$took}
    awk -v label="$label" -v took="$took" -v empty="$empty" 'BEGIN {
        printf "  %-26s%8.2f ms%8.1f times the empty program\n", label, took, took / empty
    }'
}

echo "start: the median of $starts runs"
empty=
run 'an empty program' /dev/null "$work/empty"
run 'cvi-extract, no input' /dev/null "$bin/cvi-extract"
run 'cvi-parse, no input' /dev/null "$bin/cvi-parse"
run 'cvi-parse, one record' "$work/record" "$bin/cvi-parse"
run 'cvi-report, no input' /dev/null "$bin/cvi-report"
run 'cvi-match, no input' /dev/null "$bin/cvi-match"
run 'cvi-match --offline' "$work/matchable" "$bin/cvi-match" --offline
run 'cvi-add, no input' /dev/null "$bin/cvi-add"
