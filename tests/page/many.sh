#!/bin/sh
# A page of 10,000 files: all files can be searched and sorted, but only the visible ones are elements.
# Without scripts, the page has the first thousand.
. tests/page/expect.sh
rows='return document.querySelectorAll("#table tbody tr").length'

# Sorts by a column. The heading may be hidden below the search, so this is not a mouse click.
sort()
{
    browser_run "document.querySelector('#table thead th:nth-child($1) button').click()" >/dev/null
}

awk -v count=10000 -f tests/page/make-library.awk | page many
expect 'what is found' 'return document.getElementById("found").textContent' '10,000 of 10,000, the first 100 shown'
expect 'elements for no others' "$rows" 100
expect 'few elements' 'return String(document.querySelectorAll("*").length < 20000)' true
expect 'lists at the top end early' 'return String(document.querySelectorAll(".cards > li").length <= 420)' true
browser_type '#words' '9870'
expect 'one of them' "$rows" 1
browser_click '#controls button[type=reset]'
expect 'a hundred more' 'document.getElementById("next").click(); return document.querySelectorAll("#table tbody tr").length' 200
expect 'what is asked for' 'return document.getElementById("all").textContent' 'Show 1,000 more'
browser_click '#all'
expect 'a thousand more' "$rows" 1200
sort 5
sort 5
expect 'sorted, the largest first' 'return document.querySelector("#table tbody tr").cells[4].textContent' '9.4 GB'
expect 'a hundred of them' "$rows" 100
sort 1
expect 'numbers are sorted as numbers' 'document.getElementById("words").value = "films broken"; document.getElementById("words").dispatchEvent(new Event("input"));
    document.getElementById("all").click(); var before = ["", 0];
    return String(Array.from(document.querySelectorAll("#table tbody th > bdi")).every(function (b) {
        var now = b.textContent.match(/^(\D+)(\d+)/), right = now[1] !== before[0] || Number(now[2]) >= Number(before[1]);
        before = now.slice(1); return right; }))' true
expect 'among many' 'return String(document.querySelectorAll("#table tbody tr").length > 300)' true
browser_click '#controls button[type=reset]'

# On paper, the page has thousands of rows, and the number of the others.
expect 'rows on paper' 'window.dispatchEvent(new Event("beforeprint")); return document.querySelectorAll("#table tbody tr").length' 2000
expect 'and the others' 'return document.getElementById("omitted").textContent' '8,000 more rows are not printed. To print others, filter the table.'
browser_run 'window.dispatchEvent(new Event("afterprint"))' >/dev/null
expect 'none of them is left afterwards' "$rows" 100

browser_cdp Emulation.setScriptExecutionDisabled '{"value":true}' >/dev/null
browser_open "$work/many.html"
browser_cdp Emulation.setScriptExecutionDisabled '{"value":false}' >/dev/null
expect 'rows without scripts' 'return Array.from(document.querySelectorAll("#table tbody tr")).filter(function (r) { return r.offsetHeight > 0; }).length' 1000
expect 'and how many they are of' 'return document.querySelector("#table caption").textContent' '10,000 records (without JavaScript, only the first 1,000 are shown)'
expect_quiet
exit $status
