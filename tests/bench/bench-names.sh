#!/bin/sh
# bench-names.sh: measures cvi-parse on $BENCH_NAMES names (1,000,000), which repeat those of
# tests/data/names.tsv:
# names per second on one processor, including the start. If guessit is installed, it reads 500 of them
# for comparison. Then it measures hostile names of 4 KiB, kind by kind, and fails if one of them takes
# more than 1 ms.
# The programs are those of $CVI_BUILD (build).
set -eu
cd "$(dirname "$0")/../.."
bin=${CVI_BUILD:-build}/bin
names=${BENCH_NAMES:-1000000}
few=500     # names that guessit reads
copies=2000 # of a hostile name
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# shellcheck disable=SC2086 # the flags are words
${CC:-cc} -O2 -D_DEFAULT_SOURCE ${CFLAGS:-} -o "$work/measure" tests/bench/measure.c

# Prints $1 names as records. The stride has no common factor with their number, so the conventions are mixed.
records() {
    sed -e '/^#/d' -e '/^$/d' -e 's/	.*//' -e 's/[\\"]/\\&/g' tests/data/names.tsv | awk -v n="$1" '
    { name[count++] = $0 }
    END {
        for (i = 0; i < n; i++)
            print "{\"filename\":\"" name[i * 997 % count] "\"}"
    }'
}

seconds() { # FILE COMMAND...: of one processor
    file=$1
    shift
    "$work/measure" "$@" <"$file" >/dev/null 2>"$work/said" || {
        echo "$1: failed" >&2
        head -n 3 "$work/said" >&2
        exit 1
    }
    tail -n 1 "$work/said" | awk '{ print $5 }'
}

rate() { # LABEL COUNT SECONDS
    awk -v label="$1" -v n="$2" -v s="$3" 'BEGIN {
        printf "  %-26s%8.2f s%12.0f names/s\n", label, s, (s > 0 ? n / s : 0)
    }'
}

echo "names: $names from tests/data/names.tsv"
records "$names" >"$work/names"
rate 'cvi-parse' "$names" "$(seconds "$work/names" "$bin/cvi-parse")"
records "$few" | sed 's/^{"filename":"\(.*\)"}$/\1/; s/^-/_/' >"$work/few"
if command -v guessit >/dev/null; then
    rate 'guessit' "$few" "$(seconds "$work/few" guessit -j -f "$work/few")"
else
    echo '  guessit not found (install python3-guessit)'
fi

echo "hostile names of 4 KiB: ms for each (at most 1)"
bad=0
while IFS= read -r piece; do
    awk -v piece="$piece" -v n="$copies" 'BEGIN {
        for (name = ""; length(name) + length(piece) <= 4096; name = name piece)
            ;
        for (i = 0; i < n; i++)
            print "{\"filename\":\"" name "\"}"
    }' >"$work/hostile"
    seconds "$work/hostile" "$bin/cvi-parse" | awk -v piece="$piece" -v n="$copies" '{
        ms = $1 * 1000 / n
        printf "  %-26s%8.3f%s\n", piece, ms, (ms > 1 ? "  too slow" : "")
        exit ms > 1
    }' || bad=1
done <<'EOF'
a
a.
1
1.
1-
1x
01x02
x1x
s01e
s01e01.
S01E01E
e01-
s1,
season 1,
season 1 
part 1 
vol.1 
2001.
(2001) 
[
[01]
[a] 
((
- 
-1 - 
1080p.
web dl 
complete series 
www.a.
a.com.
dd5.1 
tt1234567
ж
第
第1
月 a 
1серия
2019.05.
may 1 
a/
p0801.
aka 
03_12_
3-12 
- 3.12 
2x03-E05
E01 a 
S01EP(01-09)
S01E09-45 Minutes 
Seasons 1 2 3 
S01S02
(9) 
013.
112 - 
Season 2 - 10 
5.1x2+
E83AD672
1st to 
12화 - 
1–2
EOF
exit $bad
