#!/bin/sh
# bench-match.sh: measures how often cvi-match finds the right title, and how often a wrong one. The
# cases are made from the titles in the file $CVI_CATALOG (type, title, year, IMDb id; separated by
# tabs; with a header).
# It fails if a limit is missed. The programs are those of $CVI_BUILD (build). $CVI_BENCH_SEED makes
# other cases.
# If $CVI_BENCH_KEEP names a file, missed and wrong cases are written there.
#
# "found" counts right titles, as a share of the cases whose title exists and can be determined. A name
# without a year that several titles have cannot ("unsure"): the right result is "ambiguous". Such a
# case never counts as missed, but a wrong title counts as wrong. Titles with the same name, one year
# apart, are cases only with their own year.
#
# Kinds that one of our rules rejects on purpose are "apart" (no-year-bare, short-typo,
# unknown-subtitle, bare-any).
# The last two rows count found titles with and without these kinds; wrong titles count in both. The
# limit is for the row without them. A few clips have the name of a film that is famous in the draw of
# votes, and occur many times; their limit is that of all non-titles.
#
# With CVI_BENCH_BY=catalog, cvi-match finds the same titles in a catalogue made by cvi-catalog, without
# requests.
#
# The kinds bare-names, non-titles, home-videos, clips, blank-year, film-at-home and extras begin with a
# file name, which cvi-parse reads. Extras are also passed to cvi-add --dry-run, and count as wrong if
# it would add them.
# "requests" is the number of cvi-match's requests per title.
set -eu
cd "$(dirname "$0")/../.."
build=${CVI_BUILD:-build}
[ -n "${CVI_CATALOG-}" ] || {
    echo "bench-match: skipped (set CVI_CATALOG to a file of titles)"
    exit 0
}
work=$(mktemp -d)
pid=
trap '[ -z "$pid" ] || kill "$pid"; rm -rf "$work"' EXIT
trap 'exit 130' INT TERM

"$build/test/bench-match" make "$CVI_CATALOG" "$work" "${CVI_BENCH_SEED:-20261122}" >"$work/kinds"
mkfifo "$work/hold"
exec 9<>"$work/hold"
# With a stopped clock (2026, in milliseconds), no program waits for Trakt's limits; only programs advance it.
printf '\0\0\0\0\242\1\0\0' >"$work/clock"
"$build/test/trakt-sandbox" --clock "$work/clock" --catalog "$work/catalog.tsv" --get-limit 0 --log "$work/log" --until-eof <"$work/hold" >"$work/env" &
pid=$!
tries=0
until grep -q CVI_SANDBOX_PID "$work/env"; do
    tries=$((tries + 1))
    [ $tries -lt 100 ] || {
        echo "bench-match: the stand-in server did not start" >&2
        exit 71
    }
    sleep 0.1
done
# shellcheck disable=SC1091 # the server writes it
. "$work/env"

by=
[ "${CVI_BENCH_BY-}" != catalog ] || {
    # Shops give the same IMDb id to several titles, which the catalogue would take as one title.
    {
        printf 'type\ttrakt\tslug\ttitle\tyear\timdb\ttmdb\ttvdb\tvotes\tcountry\toriginal\taliases\n'
        awk -F '\t' -v OFS='\t' '{ if ($6 != "" && seen[$6]++) $6 = ""; print }' "$work/catalog.tsv"
    } >"$work/list.tsv"
    HOME=$work "$build/bin/cvi-catalog" --quiet --output "$work/catalog.db" "$work/list.tsv"
    by="--catalog=$work/catalog.db --catalog-only"
}

: >"$work/counts"
: >"$work/missed"
while read -r kind apart; do
    : >"$work/log"
    # shellcheck disable=SC2086 # by is two options, or none
    HOME=$work CVI_TEST_CLOCK=$work/clock "$build/bin/cvi-parse" <"$work/$kind.ndjson" |
        HOME=$work CVI_TEST_CLOCK=$work/clock "$build/bin/cvi-match" --no-cache -j 20 $by >"$work/out"
    requests=$(grep -c . "$work/log" || true)
    [ "$kind" != extras ] || {
        HOME=$work CVI_TEST_CLOCK=$work/clock "$build/bin/cvi-add" --dry-run <"$work/out" >"$work/would" 2>/dev/null
        mv "$work/would" "$work/out"
    }
    "$build/test/bench-match" score "$kind" <"$work/out" >>"$work/counts" 2>>"$work/missed"
    printf ' %s %s\n' "$requests" "$apart" >>"$work/counts"
done <"$work/kinds"
[ -z "${CVI_BENCH_KEEP-}" ] || cp "$work/missed" "$CVI_BENCH_KEEP"

awk '
    function row(kind, cases, there, found, wrong, ambiguous, unsure, requests) {
        printf "%-18s%7d%9s%10s%8d%8.2f%%%10d%8d%10.2f\n", kind, cases, there ? sprintf("%.1f%%", 100 * found / there) : "-",
            found + wrong ? sprintf("%.1f%%", 100 * found / (found + wrong)) : "-", wrong, 100 * wrong / cases, ambiguous, unsure,
            requests / cases
    }
    function miss(what) {
        print "limit missed: " what
        bad = 1
    }
    BEGIN { printf "%-18s%7s%9s%10s%8s%9s%10s%8s%10s\n", "kind", "cases", "found", "precision", "wrong", "rate", "ambiguous", "unsure", "requests" }
    {
        row($1, $2, $3, $4, $5, $6, $7, $8)
        if (($1 ~ /remakes|sequels/) && $5) miss($1 ": no wrong title at all")
        if ($1 == "library" && $8 > 1.2 * $2) miss("library: 1.2 requests for a title")
        if ($1 == "tidy-library" && $8 > 1.05 * $2) miss("tidy-library: 1.05 requests for a title")
        if ($1 == "extras" && $5) miss("extras: none may be added")
        if ($1 ~ /non-titles|home-videos/ && $5 > 0.02 * $2) miss($1 ": 2 % may be added")
        for (i = 2; i <= 8; i++) if ($1 ~ /non-titles|home-videos|clips/) junk[i] += $i
        for (i = 2; i <= 8; i++) if ($1 !~ /library|non-titles|home-videos|clips|extras/) {
            whole[i] += $i
            if ($9 == "counts" || i == 5) sum[i] += $i
        }
    }
    END {
        row("all non-titles", junk[2], junk[3], junk[4], junk[5], junk[6], junk[7], junk[8])
        if (junk[5] > 0.02 * junk[2]) miss("all non-titles: 2 % may be added")
        row("with those apart", whole[2], whole[3], whole[4], whole[5], whole[6], whole[7], whole[8])
        row("all titles", sum[2], sum[3], sum[4], sum[5], sum[6], sum[7], sum[8])
        if (sum[5] > 0.0015 * sum[2]) miss("0.15 % wrong")
        if (sum[4] < 0.99 * sum[3]) miss("99.0 % found")
        exit bad
    }' "$work/counts"
