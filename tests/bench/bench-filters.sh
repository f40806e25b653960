#!/bin/sh
# bench-filters.sh: compares the filters that need no network with jq -c ., on the same $BENCH_RECORDS records
# (200,000): time, records per second, peak memory. The programs are those of $CVI_BUILD (build).
set -eu
cd "$(dirname "$0")/../.."
bin=${CVI_BUILD:-build}/bin
records=${BENCH_RECORDS:-200000}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# shellcheck disable=SC2086 # the flags are words
${CC:-cc} -O2 -D_DEFAULT_SOURCE ${CFLAGS:-} -o "$work/measure" tests/bench/measure.c

run() { # FILE LABEL COMMAND...
    file=$1 label=$2
    shift 2
    if "$work/measure" "$@" <"$file" >/dev/null 2>"$work/said"; then
        tail -n 1 "$work/said" | awk -v label="$label" -v n="$records" '{
            printf "  %-26s%8.2f s%12.0f records/s%8.1f MiB\n", label, $1, ($1 > 0 ? n / $1 : 0), $3
        }'
    else
        echo "$label: failed" >&2
        cat "$work/said" >&2
        exit 1
    fi
}

compare() { # FILE WHAT
    echo "filters: $records $2, $(($(wc -c <"$1") / 1000000)) MB"
    if command -v jq >/dev/null; then
        run "$1" 'jq -c .' jq -c .
    else
        echo "  jq not found"
    fi
}

awk -v n="$records" -f tests/bench/make-records.awk >"$work/new"
awk -v n="$records" -v done=1 -f tests/bench/make-records.awk >"$work/done"
compare "$work/new" 'records as cvi-extract makes them'
run "$work/new" 'cvi-extract' "$bin/cvi-extract"
run "$work/new" 'cvi-parse' "$bin/cvi-parse"
compare "$work/done" 'records as cvi-add makes them'
run "$work/done" 'cvi-report' "$bin/cvi-report"
run "$work/done" 'cvi-report --format json' "$bin/cvi-report" --format json
