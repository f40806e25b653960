#!/bin/sh
# bench-catalog.sh: compares the speed of cvi-catalog with 'gzip -dc FILES | wc -l', on invented files in IMDb's
# format. $CVI_BENCH_SCALE is their size: 1 is IMDb's (12 million titles, 58 million other names, 1.7 million
# ratings; this needs half an hour and 6 GB below $TMPDIR); the default is 0.05. Both run in turns,
# $CVI_BENCH_TURNS times (3), and the fastest run of each counts. It fails if the build takes more than 6 times
# as long, 256 MiB of memory or more, or, at scale 1, 600 MiB of disk or more, or if titles are missing.
# The programs are those of $CVI_BUILD (build).
set -eu
cd "$(dirname "$0")/../.."
build=${CVI_BUILD:-build}
scale=${CVI_BENCH_SCALE:-0.05}
turns=${CVI_BENCH_TURNS:-3}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM

# shellcheck disable=SC2086 # the flags are words
${CC:-cc} -O2 -D_DEFAULT_SOURCE ${CFLAGS:-} -o "$work/measure" tests/bench/measure.c
"$build/test/bench-catalog" "$work" "$scale"
echo "catalog: scale $scale, $(($(cat "$work"/*.gz | wc -c) / 1000000)) MB of gzip"

run() { # LABEL COMMAND...: the time and the memory, also in $work/LABEL
    label=$1
    shift
    "$work/measure" "$@" 2>"$work/said" >"$work/out" || {
        cat "$work/said" >&2
        exit 1
    }
    tail -n 1 "$work/said" >>"$work/$label"
    printf '  %-26s%s\n' "$label" "$(tail -n 1 "$work/said")"
}

turn=0
while [ $turn -lt "$turns" ]; do
    turn=$((turn + 1))
    # shellcheck disable=SC2016 # the inner shell has the files as its arguments
    run 'gzip -dc, wc -l' sh -c 'gzip -dc "$@" | wc -l' sh "$work"/*.gz
    run cvi-catalog "$build/bin/cvi-catalog" --quiet --output "$work/c.db" "$work"/*.gz
done

# Counts the titles that the catalogue must have, without cvi-catalog.
gzip -dc "$work/title.basics.tsv.gz" | awk -F '\t' '
    $5 == 0 && $2 ~ /^(movie|tvMovie|video|tvSpecial)$/ { movies++ }
    $5 == 0 && $2 ~ /^(tvSeries|tvMiniSeries)$/ { shows++ }
    END { print movies + 0, shows + 0 }' >"$work/wanted"
"$build/bin/cvi-catalog" --status --format json "$work/c.db" |
    sed 's/.*"movies":\([0-9]*\),"shows":\([0-9]*\),.*/\1 \2/' >"$work/has"
cmp -s "$work/wanted" "$work/has" || {
    echo "cvi-catalog: has $(cat "$work/has") films and shows, expected $(cat "$work/wanted")" >&2
    exit 1
}
bytes=$(wc -c <"$work/c.db")
awk -v scale="$scale" -v bytes="$bytes" '
    FNR == 1 { best = 0 }
    { if (!best || $1 < best) best = $1; seconds[FILENAME] = best; if ($3 > mib) mib = $3 }
    function miss(what) {
        print "limit exceeded: " what
        bad = 1
    }
    END {
        ratio = seconds[ARGV[2]] / seconds[ARGV[1]]
        printf "  %.2f times as long, %.0f MiB of memory, %.0f MiB on disk\n", ratio, mib, bytes / 1048576
        if (ratio > 6) miss("6 times as long")
        if (mib > 256) miss("256 MiB of memory")
        if (scale == 1 && bytes > 600 * 1048576) miss("600 MiB on disk")
        exit bad
    }' "$work/gzip -dc, wc -l" "$work/cvi-catalog"
