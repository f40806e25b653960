#!/bin/sh
# Names with markup, scripts, addresses or characters that change the direction are shown as text only.
. tests/page/expect.sh

# Each key of a record that a page shows gets each of these names.
jq -n -c '
    def long: [range(2000) | "long "] | join("");
    [ "<script>window.pwned = 1</script>",
      "</script><script>window.pwned = 2</script>",
      "<img src=x onerror=\"window.pwned = 3\">",
      "\"><svg onload=\"window.pwned = 4\">",
      "'"'"' onmouseover='"'"'window.pwned = 5",
      "</style><style>body { display: none }</style>",
      "<!-- ",
      "]]><script>window.pwned = 6</script>",
      "&lt;script&gt; &amp;amp; &#60;",
      "javascript:window.pwned = 7",
      "</bdi></td></tr></table><form action=http://127.0.0.1:1/><button>",
      "<base href=http://127.0.0.1:1/><link rel=stylesheet href=http://127.0.0.1:1/a.css>",
      "<meta http-equiv=refresh content=0;url=http://127.0.0.1:1/>",
      "\u202egnp.exe", "\u2066a\u2069\u200f\u200b", "tab\tnew\nline\u0007\u001b[31mred\u007f\u0085", "\u2028\u2029",
      "\ufffe\ufeff\ud83d\ude00 emoji", ("a" + ([range(300) | "\u0301"] | join(""))), long, "" ][] |
    . as $evil |
    {filename: ("/films/" + $evil + "/" + $evil + ".mkv"),
     scan: {status: "corrupt", file_size: 5, media: {resolution: $evil, video_codec: $evil, hdr: $evil, audio_codec: $evil, duration: $evil}, error_message: $evil, duration: 60, damaged: [[1, 2], [$evil, 3], [5, 4], 7],
         scanned_at: $evil, reasons: [{code: $evil, detail: $evil, weight: $evil, count: 2, seconds: 1}]},
     media: {type: "show", title: (if $evil == "" then "x" else $evil end), year: null, season: 1, episode: 1},
     match: {status: "not_found", candidates: [{type: $evil, title: $evil, year: $evil, score: 1, for: [$evil], against: [$evil],
         ids: {slug: $evil, imdb: $evil, tmdb: $evil, tvdb: $evil}}]}},
    ({filename: $evil}, {filename: ($evil + "/2")} | . + {scan: {status: "healthy", media: {resolution: $evil, width: $evil}}, media: {type: "movie", title: (if $evil == "" then "x" else $evil end), year: 1999, source: $evil, resolution: $evil},
     match: {status: "matched", runtime: $evil, type: "movie", title: (if $evil == "" then "x" else $evil end), year: 1999,
         ids: {trakt: 7, slug: $evil, imdb: ("tt" + $evil), tmdb: $evil}, score: 100, by: "id"},
     sync: {status: "added", list: (if $evil == "" then "x" else $evil end)}}),
    {filename: $evil, filename_b64: $evil, error: {stage: $evil, code: $evil, message: $evil}}' >"$work/records"
expect_count=$(wc -l <"$work/records")
page hostile <"$work/records"

# Checks the names as written in the page, and as its script draws them.
for drawn in written drawn; do
    expect 'all rows' 'return document.querySelectorAll("#table tbody tr").length' "$expect_count"
    expect 'scripts: ours, and the data' 'return Array.from(document.scripts).map(function (s) { return s.type; }).join(" ")' ' application/gzip '
    expect 'nothing of a name became an element' 'return document.querySelectorAll("img, iframe, object, embed, base, link, meta[http-equiv=refresh], form:not(#controls), [onload], [onerror], [onmouseover], [style]").length' 0
    expect 'one style sheet' 'return document.styleSheets.length' 1
    expect 'links: ours, or to titles' 'return Array.from(document.links).filter(function (a) { return !/^#[a-z]+(-h)?$/.test(a.getAttribute("href")) && !/^https:\/\/(trakt\.tv|www\.imdb\.com|www\.themoviedb\.org|thetvdb\.com)\/[a-z]+\/[A-Za-z0-9_\/-]+$/.test(a.href); }).length' 0
    expect 'a name is all there, as text' 'return String(Array.from(document.querySelectorAll("#table bdi")).some(function (b) { return b.textContent === "<script>window.pwned = 1</script>"; }))' true
    expect 'control characters are seen' 'return String(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/.test(document.querySelector("main").textContent))' false
    expect 'as what they are' 'return String(document.querySelector("main").textContent.indexOf("[U+202E]gnp.exe") !== -1)' true
    expect 'a long name is cut, and can be opened' 'return String(Array.from(document.querySelectorAll("#table details.long")).some(function (d) { return d.lastElementChild.textContent.length > 9000 && d.firstElementChild.textContent.length < 130; }))' true
    expect 'nothing is wider than the screen' 'return String(document.documentElement.scrollWidth <= innerWidth)' true
    [ $drawn = drawn ] || expect 'drawn as they are written' 'var body = document.querySelector("#table tbody"), before = body.innerHTML.trim();
        document.getElementById("controls").reset(); return new Promise(function (done) { setTimeout(function () {
            done(body.innerHTML.trim() === before ? "the same" : "another"); }, 50); })' 'the same'
done
browser_type '#words' '<script>'
expect 'names can be searched for' 'return String(document.querySelectorAll("#table tbody:not(.rest) tr").length > 3)' true
expect_quiet

# Even a script in the page could load nothing.
browser_run 'var s = document.createElement("script"); s.textContent = "window.pwned = 8"; document.body.appendChild(s); var i = document.createElement("img"); i.src = "http://127.0.0.1:1/x.png"; document.body.appendChild(i); var e = document.createElement("style"); e.textContent = "body { display: none }"; document.body.appendChild(e)' >/dev/null
expect 'foreign scripts do not run' 'return typeof window.pwned' undefined
expect 'foreign styles do nothing' 'return getComputedStyle(document.body).display' block
browser_log performance | jq -e 'all(.[].message | fromjson | .message; .method != "Network.responseReceived" or
    (.params.response.url | startswith("http") | not))' >/dev/null || { echo 'network: a picture was loaded' >&2 && status=1; }
exit $status
