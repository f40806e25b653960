#!/bin/sh
# bench-page.sh: the page of 10,000 files: how long it takes to write, and how long a browser takes until it can be used.
set -u
cd "$(dirname "$0")/../.." || exit 1
build=${CVI_BUILD:-build}
work=$(mktemp -d) || exit 71
trap 'rm -rf "$work"' EXIT

echo "A page of 10,000 files:"
awk -v count=10000 -f tests/page/make-library.awk >"$work/records"
"$build/bin/cvi-report" --quiet --format html --output "$work/page.html" <"$work/records"
hyperfine --style none --export-json "$work/times" --warmup 1 \
    "$build/bin/cvi-report --quiet --format html --output $work/page.html <$work/records" >/dev/null &&
    jq -r '.results[0] | "  written in \(.median * 1000 | floor) ms"' <"$work/times"
echo "  $(wc -c <"$work/page.html") bytes"
CVI_BUILD=$build sh tests/page/many.sh 2>"$work/trouble" | sed 's/^/  in a browser: /'
[ ! -s "$work/trouble" ] || sed 's/^/  /' "$work/trouble"
