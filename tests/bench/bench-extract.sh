#!/bin/sh
# bench-extract.sh: compares time and peak memory of cvi-extract with jq -c '.results[]', on a scan document of
# $ENTRIES entries (1,000,000). It fails if cvi-extract takes 16 MiB or more, or loses an entry.
# The programs are those of $CVI_BUILD (build).
set -eu
cd "$(dirname "$0")/../.."
build=${CVI_BUILD:-build}
entries=${ENTRIES:-1000000}
limit=16
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# shellcheck disable=SC2086 # the flags are words
${CC:-cc} -O2 -D_DEFAULT_SOURCE ${CFLAGS:-} -o "$work/measure" tests/bench/measure.c
awk -v n="$entries" -f tests/bench/make-scan.awk >"$work/scan.json"
echo "extract: a document of $entries entries, $(($(wc -c <"$work/scan.json") / 1000000)) MB"

run() { # LABEL COMMAND...: the time and the memory, both also in $work/last
    label=$1
    shift
    "$work/measure" "$@" >"$work/out" 2>"$work/last"
    printf '  %-26s%s\n' "$label" "$(tail -n 1 "$work/last")"
}

run 'cvi-extract --all' "$build/bin/cvi-extract" --all "$work/scan.json"
came=$(($(wc -l <"$work/out")))
[ $came = "$entries" ] || {
    echo "cvi-extract: printed $came records, expected $entries" >&2
    exit 1
}
awk -v limit=$limit '$3 >= limit { exit 1 }' "$work/last" || {
    echo "cvi-extract: took $limit MiB or more (it must read one element at a time)" >&2
    exit 1
}
run 'cvi-extract (healthy)' "$build/bin/cvi-extract" "$work/scan.json"
if command -v jq >/dev/null; then
    run "jq -c '.results[]'" jq -c '.results[]' "$work/scan.json"
else
    echo "  jq not found"
fi
