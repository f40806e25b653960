#!/bin/sh
# bench-page.sh: measures the page of 10,000 files and of 100,000: time and peak memory of cvi-report,
# and the size of the page. With a browser, it also measures the number of elements, the time until the
# page can be used, and the time of a search, a filter and each order. The first search runs before the
# page has prepared its data; the others are the best of six. The programs are those of $CVI_BUILD
# (build).
set -eu
cd "$(dirname "$0")/../.."
CVI_BUILD=${CVI_BUILD:-build}
export CVI_BUILD

browser=yes
command -v chromedriver >/dev/null || browser=
if [ "$browser" ]; then
    . tests/page/expect.sh
else
    work=$(mktemp -d)
    trap 'rm -rf "$work"' EXIT
    echo 'no browser found (run scripts/install-deps browser)' >&2
fi

# Prints the time of a statement, including the layout of its changes: the best of several times.
timed() # WHAT STATEMENT TIMES
{
    best=$(browser_run "var best = Infinity; for (var n = 0; n < $3; n++) { var from = performance.now(); $2; document.body.offsetHeight;
        best = Math.min(best, performance.now() - from); } return best")
    printf '  %-34s %4.0f ms\n' "$1" "$best"
}

look()
{
    browser_open "$work/page.html"
    page_wait
    browser_run 'return "  usable after " + Math.round(performance.now()) + " ms, " + document.querySelectorAll("*").length + " elements"'
    search='var w = document.getElementById("words"); w.value = "WORDS"; w.dispatchEvent(new Event("input"))'
    order='document.querySelector("#table thead th:nth-child(COLUMN) button").click()'
    timed 'the first search, at once' "$(echo "$search" | sed s/WORDS/lights/)" 1
    browser_run 'return new Promise(function (done) { (function look() {
        if (document.getElementById("table").hasAttribute("data-prepared")) done(); else setTimeout(look, 20); }()); })' >/dev/null
    browser_run 'return "  all prepared after " + Math.round(performance.now()) + " ms"'
    timed 'search: broken s01' "$(echo "$search" | sed 's/WORDS/broken s01/')" 6
    timed 'search: nothing again' "$(echo "$search" | sed s/WORDS//)" 6
    timed 'filter: corrupt' 'var s = document.getElementById("by-health"); s.value = "corrupt"; s.dispatchEvent(new Event("change"))' 6
    timed 'filter: all again' 'document.getElementById("by-health").value = ""; document.getElementById("by-health").dispatchEvent(new Event("change"))' 6
    for column in 1 2 3 4 5; do
        timed "order by column $column" "$(echo "$order" | sed s/COLUMN/$column/)" 6
    done
}

# shellcheck disable=SC2086 # the flags are words
${CC:-cc} -O2 -D_DEFAULT_SOURCE ${CFLAGS:-} -o "$work/measure" tests/bench/measure.c
for count in 10000 100000; do
    awk -v count=$count -f tests/page/make-library.awk >"$work/records"
    "$work/measure" "$CVI_BUILD/bin/cvi-report" --quiet --format html --output "$work/page.html" <"$work/records" 2>"$work/said"
    echo "page: $count files, $(($(wc -c <"$work/page.html") / 1000)) kB"
    tail -n 1 "$work/said" | awk '{ printf "  written in %.2f s, %.1f MiB\n", $1, $3 }'
    [ ! "$browser" ] || look
done
