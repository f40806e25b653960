#!/bin/sh
# bench-pace.sh: compares the time of cvi-match with the best time that latency (100 ms) and budget
# allow, in real time with the stand-in for Trakt. It measures a burst with six requests at a time and
# with one, several windows of a small budget, and two programs at the same time. It fails if one of
# them takes more than 10 % longer than the best time, or gets a 429. Each title needs one request; the
# best time counts only the requests.
# The programs are those of $CVI_BUILD (build).
set -eu
cd "$(dirname "$0")/../.."
build=${CVI_BUILD:-build}
latency=100
titles=120
work=$(mktemp -d)
pid=
trap '[ -z "$pid" ] || kill "$pid"; rm -rf "$work"' EXIT
trap 'exit 130' INT TERM

awk -v n=$((2 * titles)) -v dir="$work" 'BEGIN {
    print "type\ttrakt id\tslug\ttitle\tyear" >(dir "/catalog.tsv")
    for (i = 1; i <= n; i++) {
        title = sprintf("Film %c%c%c", 65 + i % 26, 65 + int(i / 26) % 26, 65 + int(i / 676))
        slug = tolower(title)
        gsub(" ", "-", slug)
        printf "movie\t%d\t%s-2000\t%s\t2000\n", i, slug, title >(dir "/catalog.tsv")
        printf "{\"filename\":\"/v/%d.mkv\",\"media\":{\"type\":\"movie\",\"title\":\"%s\",\"year\":2000}}\n", i, title >(dir "/" (i <= n / 2 ? "one" : "two"))
    }
}'

start() { # LIMIT: a stand-in with an empty budget, and programs that know nothing of it
    mkfifo "$work/hold"
    exec 9<>"$work/hold"
    rm -f "$work/hold"
    rm -rf "$work/state"
    : >"$work/log"
    : >"$work/env"
    "$build/test/trakt-sandbox" --catalog "$work/catalog.tsv" --get-limit "$1" --log "$work/log" --fault "* * slow=$latency" \
        --until-eof <&9 >"$work/env" &
    pid=$!
    until grep -q CVI_SANDBOX_PID "$work/env"; do
        kill -0 $pid || exit 71
        sleep 0.1
    done
    # shellcheck disable=SC1091 # the server writes it
    . "$work/env"
    export XDG_STATE_HOME="$work/state" HOME="$work"
}

stop() {
    kill $pid
    wait $pid || :
    pid=
    exec 9>&-
}

now() { date +%s%N; }

run() { # LABEL BEST LIMIT JOBS FILE...: BEST in milliseconds; one program for each FILE
    label=$1 best=$2 jobs=$4
    start "$3"
    shift 4
    began=$(now)
    programs=
    for file; do
        "$build/bin/cvi-match" --no-cache -q -j "$jobs" <"$work/$file" >"$work/$file.out" &
        programs="$programs $!"
    done
    for program in $programs; do
        wait "$program"
    done
    took=$((($(now) - began) / 1000000))
    stop
    refused=$(grep -c ' 429' "$work/log" || :)
    lost=$(($(cd "$work" && cat "$@" | grep -c .) - $(cat "$work"/*.out | grep -c '"status":"matched"')))
    rm -f "$work"/*.out
    echo "$label|$(grep -c . "$work/log")|$best|$took|$refused|$lost" >>"$work/rows"
}

cat "$work/one" "$work/two" >"$work/both"
run 'burst, one at a time' $((titles * latency)) 500/300 1 one
run 'burst, 6 in flight' $((2 * titles * latency / 6)) 500/300 6 both
# Four windows of 30 requests in 6 s; the last one takes only the time of its requests. Two programs
# need eight windows.
run 'across windows' $((3 * 6000 + 30 * latency / 6)) 30/6 6 one
run 'two programs at one time' $((7 * 6000 + 30 * latency / 12)) 30/6 6 one two

awk -F'|' '
    BEGIN { printf "pace: latency 100 ms\n  %-26s%10s%9s%9s%8s%6s\n", "", "requests", "best", "took", "ratio", "429s" }
    {
        printf "  %-26s%10d%8.2fs%8.2fs%8.3f%6d\n", $1, $2, $3 / 1000, $4 / 1000, $4 / $3, $5
        if ($4 > 1.1 * $3) bad = bad "; " $1 ": more than 10 % above the best"
        if ($5) bad = bad "; " $1 ": drew a 429"
        if ($6) bad = bad "; " $1 ": " $6 " records were lost"
    }
    END {
        if (bad) print "limit missed:" bad
        exit bad != ""
    }' "$work/rows"
