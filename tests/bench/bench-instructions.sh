#!/bin/sh
# bench-instructions.sh: counts the instructions per record of each filter with callgrind, without its
# start, on a library of $BENCH_RECORDS files (10,000). It does the same for jq, and for a program that
# loads and dumps each line with Jansson. The counts hardly depend on the machine and its load. It
# prints the table of docs/design.md, with columns for the records of cvi-extract and of cvi-scan, and
# fails if a filter differs by more than 10 % from that page. The programs are those of $CVI_BUILD
# (build).
set -eu
cd "$(dirname "$0")/../.."
build=${CVI_BUILD:-build}
bin=$build/bin
records=${BENCH_RECORDS:-10000}
work=$(mktemp -d)
pid=
trap '[ -z "$pid" ] || kill "$pid"; rm -rf "$work"' EXIT
trap 'exit 130' INT TERM

command -v valgrind >/dev/null || {
    echo "bench-instructions: valgrind is missing (on Debian: apt-get install valgrind)" >&2
    exit 69
}

awk -v n="$records" -v titles="$work/titles.tsv" -f tests/bench/make-library.awk >"$work/plain-scanned"
awk -v n="$records" -v titles=/dev/null -v media=1 -f tests/bench/make-library.awk >"$work/full-scanned"
mkfifo "$work/hold"
exec 9<>"$work/hold"
# With a stopped clock (2026, in milliseconds), no program waits for Trakt's limits; only programs advance it.
printf '\0\0\0\0\242\1\0\0' >"$work/clock"
"$build/test/trakt-sandbox" --clock "$work/clock" --catalog "$work/titles.tsv" --get-limit 0 --limit-watchlist 100000 --until-eof \
    <"$work/hold" >"$work/env" &
pid=$!
tries=0
until grep -qs CVI_SANDBOX_PID "$work/env"; do
    tries=$((tries + 1))
    [ $tries -lt 100 ] || {
        echo "bench-instructions: the stand-in server did not start" >&2
        exit 71
    }
    sleep 0.1
done
# shellcheck disable=SC1091 # the server writes it
. "$work/env"
export HOME="$work" CVI_TEST_CLOCK="$work/clock"

for kind in plain full; do
    "$bin/cvi-parse" <"$work/$kind-scanned" >"$work/$kind-parsed"
    "$bin/cvi-match" --no-nfo <"$work/$kind-parsed" >"$work/$kind-matched"
    "$bin/cvi-add" --dry-run <"$work/$kind-matched" |
        sed 's/"sync":{"status":"would_add"/"sync":{"status":"added"/' >"$work/$kind-added"
    for step in scanned parsed matched added; do
        head -n 1 "$work/$kind-$step" >"$work/$kind-$step.one"
    done
done

# Before each measurement of cvi-keep, restores the file that it continues.
prepare() { # INPUT COMMAND...
    case ${2##*/} in
    cvi-keep) "$bin/cvi-keep" --begin "$work/kept" <"$1" ;;
    esac
}

spent() { # INPUT COMMAND...: the instructions of one run
    input=$1
    prepare "$@"
    shift
    valgrind --tool=callgrind --callgrind-out-file=/dev/null "$@" <"$input" >/dev/null 2>"$work/said" || {
        cat "$work/said" >&2
        exit 1
    }
    sed -n 's/.*Collected : *\([0-9]*\).*/\1/p' "$work/said"
}

each() { # INPUT COMMAND...: the instructions for each record
    input=$1
    shift
    all=$(spent "$work/$input" "$@")
    one=$(spent "$work/$input.one" "$@")
    echo $(((all - one) / (records - 1)))
}

row() { # LABEL STEP COMMAND...
    label=$1 step=$2
    shift 2
    plain=$(each "plain-$step" "$@")
    full=$(each "full-$step" "$@")
    echo "| \`$label\` | $step | $plain | $full |" | tee -a "$work/table"
}

size() { # STEP
    echo "| (bytes of a record) | $1 | $(($(wc -c <"$work/plain-$1") / records)) | $(($(wc -c <"$work/full-$1") / records)) |"
}

# shellcheck disable=SC2016 # the quotes are those of the page
echo '| program | records | of `cvi-extract` | of `cvi-scan` |'
echo '|---|---|---|---|'
row 'cvi-extract' scanned "$bin/cvi-extract"
row 'cvi-parse' scanned "$bin/cvi-parse"
row 'cvi-match --offline' parsed "$bin/cvi-match" --no-nfo --offline
row 'cvi-add --dry-run' matched "$bin/cvi-add" --dry-run
row 'cvi-keep' added "$bin/cvi-keep" "$work/kept"
row 'cvi-report' added "$bin/cvi-report"
row 'Jansson' scanned "$build/test/bench-json"
row 'Jansson' added "$build/test/bench-json"
if command -v jq >/dev/null; then
    row 'jq -c .' scanned jq -c .
    row 'jq -c .' added jq -c .
fi
size scanned
size added

# Prints the rows that differ by more than a tenth from the table of the page.
sed -n '/^<!-- instructions -->/,/^<!-- .instructions -->/p' docs/design.md | awk -F '|' '
    FNR == NR { known[$2, 4] = $4 + 0; known[$2, 5] = $5 + 0; next }
    $2 !~ /cvi-/ { next }
    !known[$2, 4] { print "docs/design.md: no row for" $2 " (add one)"; bad = 1; next }
    {
        for (i = 4; i <= 5; i++)
            if ($i > known[$2, i] * 1.1 || $i < known[$2, i] * 0.9) {
                printf "%s: %d instructions, but %d in docs/design.md\n", $2, $i, known[$2, i]
                bad = 1
            }
    }
    END { exit bad }' - "$work/table"
