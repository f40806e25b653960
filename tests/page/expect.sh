# shellcheck shell=sh
# Prepares a test of the page: a directory, a browser, the page of some records, and expectations. A
# script of sh reads this file at the top of the project. Status 77 means that the test cannot run.
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

# Waits until the script of the page has unpacked its rows.
page_wait()
{
    browser_run 'return new Promise(function (done) { (function look() {
        if (document.getElementById("controls").hidden) setTimeout(look, 5); else done("ready"); }()); })' >/dev/null
}

# Makes a page from the records on standard input, and loads it.
page() # NAME
{
    "$CVI_BUILD/bin/cvi-report" --quiet --format html --output "$work/$1.html" && browser_open "$work/$1.html" && page_wait
}

# Checks that the script returns the expected value.
expect() # WHAT SCRIPT EXPECTED
{
    got=$(browser_run "$2") || got='(no answer)'
    if [ "$got" != "$3" ]; then
        printf '%s: is\n    %s\n  but should be\n    %s\n' "$1" "$got" "$3" >&2
        status=1
    fi
}

# Checks that the page loaded no other file, the console is empty, and no name was run as a script.
# Every test calls this at its end.
expect_quiet()
{
    browser_log browser >"$work/console" && browser_log performance >"$work/performance" || status=1
    if jq -e 'length > 0' <"$work/console" >/dev/null; then
        jq -r '.[] | "console: \(.message)"' <"$work/console" >&2
        status=1
    fi
    # The browser's own first page is ignored.
    fetched=$(jq -r '.[].message | fromjson | .message | select(.method == "Network.requestWillBeSent") | .params |
        select(.documentURL | startswith("chrome") | not) | .request.url' <"$work/performance") || status=1
    # The page itself must be in the log; otherwise the log is not complete.
    case $fetched in
    *"file://$work/"*) ;;
    *) printf 'network: the page is not in the log\n' >&2 && status=1 ;;
    esac
    if printf '%s\n' "$fetched" | grep -v "^file://$work/" >&2; then
        printf 'network: the page loaded these files\n' >&2
        status=1
    fi
    expect 'a script of a name' 'return typeof window.pwned' undefined
}

browser_start || {
    echo 'Chromium or its driver not found (run scripts/install-deps browser)' >&2
    exit 77
}
