#!/bin/sh
# Uses the page like a reader: reads the top, searches, filters, sorts, and requests more rows.
. tests/page/expect.sh
rows='return document.querySelectorAll("#table tbody:not(.rest) tr").length'
first='return document.querySelector("#table tbody tr th bdi").textContent'

awk -v count=210 -f tests/page/make-library.awk | page library
expect 'headline' 'return document.querySelector("h1").textContent' '3 of 203 files are corrupt, 7 are suspicious.'
expect 'bars told in words' 'return document.querySelector("svg.wide").getAttribute("aria-label")' \
    'Files by state: healthy 193, suspicious 7, corrupt 3, not scanned 7'
expect 'running times drawn' 'return document.querySelectorAll(".notices.bad .time svg").length' 3
expect 'rows at first' "$rows" 100
expect 'what is found' 'return document.getElementById("found").textContent' '210 of 210, the first 100 shown'

browser_type '#words' 'lights s02 broken'
expect 'words are searched in any order' "$rows" 30
browser_click '#controls button[type=reset]'
browser_type '#words' 'decoding'
expect 'reasons are searched, too' "$rows" 3
browser_click '#controls button[type=reset]'
expect 'rows after clearing' "$rows" 100

browser_click '.keys a[data-h=suspicious]'
expect 'a legend chooses its rows' "$rows" 7
expect 'and shows it in the filter' 'return document.getElementById("by-health").value' suspicious
browser_click '#controls button[type=reset]'

browser_click '.bars a[data-f="/media/films/"], .bars a[data-f^="/media/anime/"]'
expect 'a folder chooses its files' 'return String(Array.from(document.querySelectorAll("#table tbody .where")).every(function (w) {
    return w.textContent.indexOf(document.getElementById("found").textContent.match(/ in ([^,]*)/)[1]) === 0; }))' true
expect 'and no others are counted' 'return String(/^\d+ of 210 in \/media\//.test(document.getElementById("found").textContent))' true
browser_click '#controls button[type=reset]'
expect 'rows after leaving it' "$rows" 100

browser_click '.facet a[data-q^="0"]'
expect 'a value of a chart chooses its files' 'return document.getElementById("found").textContent' '44 of 210 with Resolution: 2160p'
expect 'and no others' 'return String(Array.from(document.querySelectorAll("#table tbody .content")).every(function (c) { return c.textContent.indexOf(", 2160p, ") > 0; }))' true
browser_click '.facet a[data-q="2-"]'
expect 'also files without a value' 'return document.getElementById("found").textContent' '166 of 210 with HDR: none stated, the first 100 shown'
browser_click '.cards a[data-w]'
expect 'a title with several files leads to them' 'return document.getElementById("words").value + ": " + document.getElementById("found").textContent' \
    'Electric Letters 2020: 2 of 210'
browser_click '#controls button[type=reset]'
expect 'rows after leaving them' "$rows" 100

# The test replaces the clipboard, because a headless browser may have no access to that of the system.
copied='var old = WAY; var way = navigator.clipboard, box = document.querySelector("BOX");
    Object.defineProperty(navigator, "clipboard", {configurable: true, value: old ? undefined : {writeText: function (t) { window.copied = t; return Promise.resolve(); }}});
    document.execCommand = function () { window.copied = document.activeElement.value; return true; };
    box.querySelector("button.copy").click();
    return new Promise(function (done) { setTimeout(function () { done(window.copied + " " + box.querySelector("button.copy").textContent); }, 20); })'
expect 'the path of a row' "$(printf '%s' "$copied" | sed -e 's/WAY/false/' -e 's/BOX/#table tbody tr/')" \
    '/media/films/Hollow Orchard (1994)/Hollow Orchard.1994.2160p.mkv Copied'
expect 'the path of an entry, in a browser that gives no clipboard' "$(printf '%s' "$copied" | sed -e 's/WAY/true/' -e 's/BOX/.notices.bad .cards > li/')" \
    '/media/films/Northern Garden (1977)/Northern Garden.1977.2160p.mkv Copied'

expect 'a link for each section' 'return Array.from(document.querySelectorAll("nav a")).map(function (a) { return document.querySelector(a.getAttribute("href")).textContent === a.textContent; }).join()' \
    true,true,true,true,true,true,true,true,true,true
expect 'the local time' 'var t = document.querySelector("time"); return String(t.title.slice(-3) === "UTC" && t.textContent === new Date(t.dateTime).toLocaleString(undefined, {dateStyle: "medium", timeStyle: "short"}))' true

# The browser does not save files in tests, so the contents of the download are read from its address.
browser_click '.keys a[data-h=corrupt]'
expect 'the rows that match as a table' 'var make = URL.createObjectURL, blob; URL.createObjectURL = function (b) { blob = b; return make(b); };
    HTMLAnchorElement.prototype.click = function () { window.downloaded = this.download; };
    document.getElementById("download").click();
    return blob.text().then(function (t) { var l = t.split("\r\n"); return window.downloaded + " " + l[0] + " " + (l.length - 2) + " " +
        /^"\/media\/.*\.mkv",".*","[0-9]{0,4}",".*","Corrupt",".*","[0-9]+","(tt[0-9]+)?","[0-9]*"$/.test(l[1]); })' \
    'files.csv file,title,year,episode,state,trakt,size,imdb_id,tmdb_id 3 true'
browser_click '#controls button[type=reset]'

browser_click '#table thead th:nth-child(5) button'
expect 'sorted by size' 'return document.querySelector("#table th[aria-sort]").textContent + " " + document.querySelector("#table th[aria-sort]").getAttribute("aria-sort")' 'Size ascending'
ascending='var v = Array.from(document.querySelectorAll("#table tbody:not(.rest) tr")).map(function (r) { return Number(r.cells[4].getAttribute("data-v")); }); return String(v.every(function (x, i) { return i === 0 || v[i - 1] * SIGN <= x * SIGN; }))'
expect 'smallest first' "$(printf '%s' "$ascending" | sed 's/SIGN/1/g')" true
browser_click '#table thead th:nth-child(5) button'
expect 'largest first' "$(printf '%s' "$ascending" | sed 's/SIGN/-1/g')" true
browser_click '#table thead th:nth-child(3) button'
expect 'the worst first' 'return document.querySelector("#table tbody tr").getAttribute("data-h")' corrupt
browser_click '#table thead th:nth-child(1) button'
expect 'by name' "$first" 'Broken Empire.2002.720p.mkv'

browser_click '#next'
expect 'more rows' "$rows" 200
browser_click '#all'
expect 'all rows' "$rows" 210
expect 'no more' 'return String(document.getElementById("more").hidden)' true
expect_quiet
exit $status
