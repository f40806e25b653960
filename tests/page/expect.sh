# shellcheck shell=sh
# What the tests of the page have in common, to be read by a script of sh at the top of the project: a directory, the page of
# some records, a browser, and expectations. 77 is the status of a test that cannot be run.
set -u
status=0
work=$(mktemp -d) || exit 71
. tests/page/browser.sh

finish()
{
    browser_stop
    rm -rf "$work"
}
trap finish EXIT
trap 'exit 130' INT TERM

# Until the script of the page has unpacked its rows.
page_wait()
{
    browser_run 'return new Promise(function (done) { (function look() {
        if (document.getElementById("controls").hidden) setTimeout(look, 5); else done("ready"); }()); })' >/dev/null
}

# page NAME: a page of the records on standard input is made and loaded.
page()
{
    "$CVI_BUILD/bin/cvi-report" --quiet --format html --output "$work/$1.html" && browser_open "$work/$1.html" && page_wait
}

# expect WHAT SCRIPT WANTED: the script returns what is wanted.
expect()
{
    got=$(browser_run "$2") || got='(no answer)'
    if [ "$got" != "$3" ]; then
        printf '%s: is\n    %s\n  and should be\n    %s\n' "$1" "$got" "$3" >&2
        status=1
    fi
}

# A test that cannot fail is none: whoever reads this file calls it at the end. Nothing was asked for over the network, nothing
# was said on the console, and no name became more than text.
expect_quiet()
{
    browser_log browser >"$work/console" && browser_log performance >"$work/performance" || status=1
    if jq -e 'length > 0' <"$work/console" >/dev/null; then
        jq -r '.[] | "console: \(.message)"' <"$work/console" >&2
        status=1
    fi
    # The browser's own first page is no business of ours.
    fetched=$(jq -r '.[].message | fromjson | .message | select(.method == "Network.requestWillBeSent") | .params |
        select(.documentURL | startswith("chrome") | not) | .request.url' <"$work/performance") || status=1
    # The page itself is among them: else this would see nothing, whatever happened.
    case $fetched in
    *"file://$work/"*) ;;
    *) printf 'network: the log does not even show the page\n' >&2 && status=1 ;;
    esac
    if printf '%s\n' "$fetched" | grep -v "^file://$work/" >&2; then
        printf 'network: this was fetched\n' >&2
        status=1
    fi
    expect 'a script of a name' 'return typeof window.pwned' undefined
}

browser_start || {
    echo 'no chromium with its driver (scripts/install-deps browser)' >&2
    exit 77
}
