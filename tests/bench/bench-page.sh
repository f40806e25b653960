#!/bin/sh
# bench-page.sh: the page of 10,000 files: time and peak memory of cvi-report, how large it is, and, where there is a browser,
# how long that takes until the page can be used. The programs are those of $CVI_BUILD (build).
set -eu
cd "$(dirname "$0")/../.."
CVI_BUILD=${CVI_BUILD:-build}
export CVI_BUILD
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# shellcheck disable=SC2086 # the flags are words
${CC:-cc} -O2 -D_DEFAULT_SOURCE ${CFLAGS:-} -o "$work/measure" tests/bench/measure.c

awk -v count=10000 -f tests/page/make-library.awk >"$work/records"
"$work/measure" "$CVI_BUILD/bin/cvi-report" --quiet --format html --output "$work/page.html" <"$work/records" 2>"$work/said"
echo "page: 10,000 files, $(($(wc -c <"$work/page.html") / 1000)) kB"
tail -n 1 "$work/said" | awk '{ printf "  written in %.2f s, %.1f MiB\n", $1, $3 }'
sh tests/page/many.sh 2>"$work/said" | sed 's/^/  in a browser /' || true
sed 's/^/  /' "$work/said"
