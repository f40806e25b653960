#!/bin/sh
# Tests the page without a mouse, on paper, on a telephone, and without scripts.
. tests/page/expect.sh

awk -v count=210 -f tests/page/make-library.awk | page library
# By keyboard: the first stop is the link to the table, and Enter works on a sorting button.
expect 'the first stop' 'return document.querySelector("a, button, input, select, summary").textContent' 'To the table of all files'
expect 'all pictures have words' 'return document.querySelectorAll("svg:not([aria-hidden]):not([role=img][aria-label]):not([role=img][aria-labelledby])").length' 0
expect 'all tables have captions, all heads a scope' 'return document.querySelectorAll("table:not(:has(caption)), th:not([scope])").length' 0
expect 'links lead to these' 'return Array.from(new Set(Array.from(document.links).map(function (a) { return a.protocol + "//" + a.host; }))).sort().join(" ")' \
    'file:// https://thetvdb.com https://trakt.tv https://www.imdb.com https://www.themoviedb.org'

# On paper: all matching rows, and no controls.
browser_cdp Emulation.setEmulatedMedia '{"media":"print"}' >/dev/null
expect 'rows on paper' 'window.dispatchEvent(new Event("beforeprint")); return Array.from(document.querySelectorAll("#table tbody tr")).filter(function (r) { return r.offsetHeight > 0; }).length' 210
expect 'controls on paper' 'return document.getElementById("controls").offsetHeight' 0
expect 'none of them is left afterwards' 'window.dispatchEvent(new Event("afterprint")); return document.querySelectorAll("#table tbody tr").length' 100
browser_cdp Emulation.setEmulatedMedia '{"media":""}' >/dev/null
browser_click '#all'
browser_run 'return document.querySelector("#table tbody").innerHTML.trim()' >"$work/drawn"

# As a PDF, for which the browser itself sends the events.
printed=$(browser_in POST /print '{}' | base64 -d | head -c 5)
[ "$printed" = '%PDF-' ] || { echo "printing: is '$printed'" >&2 && status=1; }

# On a telephone, nothing is wider than the screen.
browser_cdp Emulation.setDeviceMetricsOverride '{"width":360,"height":700,"deviceScaleFactor":1,"mobile":true}' >/dev/null
expect 'width on a telephone' 'return document.documentElement.scrollWidth' 360

# Without scripts, the page shows the rows as written, and no controls that do not work.
browser_cdp Emulation.clearDeviceMetricsOverride '{}' >/dev/null
browser_cdp Emulation.setScriptExecutionDisabled '{"value":true}' >/dev/null
browser_open "$work/library.html"
browser_cdp Emulation.setScriptExecutionDisabled '{"value":false}' >/dev/null
expect 'rows without scripts' 'return Array.from(document.querySelectorAll("#table tbody tr")).filter(function (r) { return r.offsetHeight > 0; }).length' 210
browser_run 'return Array.from(document.querySelectorAll("#table tbody")).map(function (b) { return b.innerHTML; }).join("").replace(/\n+/g, "\n").trim()' >"$work/written"
[ -s "$work/written" ] && cmp "$work/written" "$work/drawn" >&2 || status=1
expect 'controls without scripts' 'return document.getElementById("controls").offsetHeight + document.querySelectorAll("th button:not(.copy)").length + document.querySelector("#table .copy").offsetHeight' 0

# The same applies if the browser cannot unpack the data.
browser_cdp Page.addScriptToEvaluateOnNewDocument '{"source":"delete window.DecompressionStream"}' >/dev/null
browser_open "$work/library.html"
expect 'rows in an old browser' 'return typeof DecompressionStream + " " + Array.from(document.querySelectorAll("#table tbody tr")).filter(function (r) { return r.offsetHeight > 0; }).length' 'undefined 210'
expect 'controls in an old browser' 'return document.getElementById("controls").offsetHeight' 0
expect_quiet
exit $status
