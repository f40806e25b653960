#!/bin/sh
# 10,000 files: all of them are there, can be searched and sorted, and how long it takes to be usable is told.
. tests/page/expect.sh
rows='return document.querySelectorAll("#table tbody:not(.rest) tr").length'

awk -v count=10000 -f tests/page/make-library.awk | page many
browser_run 'var t = performance.getEntriesByType("navigation")[0]; return "usable after " + Math.round(t.domInteractive) + " ms"'
expect 'what is found' 'return document.getElementById("found").textContent' '10,000 of 10,000, the first 100 shown'
expect 'all rows are there' 'return document.querySelectorAll("#table tbody tr").length' 10000
expect 'lists at the top end early' 'return String(document.querySelectorAll(".cards > li").length <= 300)' true
browser_type '#words' '9873'
expect 'one of them' "$rows" 1
browser_click '#controls button[type=reset]'
browser_click '#table thead th:nth-child(5) button'
browser_click '#table thead th:nth-child(5) button'
expect 'sorted, the largest first' 'return document.querySelector("#table tbody tr").cells[4].textContent' '9.4 GB'
expect 'a hundred of them' "$rows" 100
expect_quiet
exit $status
