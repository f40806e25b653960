# shellcheck shell=sh
# Controls a browser for the tests: headless Chromium, through the WebDriver protocol (W3C), with curl
# and jq. A script of sh reads this file. The profile and all other files are in $work, which that
# script makes and removes.
#
#   browser_start                 starts browser and driver; fails if one of them is missing or does not start
#   browser_open FILE             loads the file
#   browser_run SCRIPT            runs the script in the page, and prints its result: a string unchanged, else JSON
#   browser_click SELECTOR        clicks on the element
#   browser_type SELECTOR TEXT    types the text into the element
#   browser_log browser           prints the messages on the console, a JSON array of entries
#   browser_log performance       prints the events of the page, including those of the network, likewise
#   browser_cdp METHOD PARAMETERS runs a command of Chromium's own protocol
#   browser_stop                  ends both
browser_driver=

# Sends a request to the driver, and prints the value of the answer: a string unchanged, else JSON.
# Fails if the driver reports an error.
browser_call() # METHOD PATH [JSON]
{
    if [ "$1" = POST ]; then
        set -- "$1" "$2" -H 'Content-Type: application/json' --data-binary "$3"
    fi
    browser_method=$1 browser_place=$2
    shift 2
    curl -q -sS --noproxy '*' --max-time 60 -X "$browser_method" "$@" "http://127.0.0.1:$browser_port$browser_place" |
        jq -r '.value | if type == "object" and has("error") then
            "browser: \(.error): \(.message | split("\n")[0])\n" | halt_error(1) else . end'
}

# Reads the port from the output of the driver, which was started with --port=0.
browser_wait_port()
{
    browser_port=
    while [ "$browser_port" = '' ]; do
        read -r line || return 1
        case $line in
        *'successfully on port '*) browser_port=${line##*port } browser_port=${browser_port%.} ;;
        esac
    done
}

browser_start()
{
    browser_binary=$(command -v chromium || command -v chromium-browser || command -v google-chrome) &&
        command -v chromedriver >/dev/null || return 1
    mkfifo "$work/driver" || return 1
    # Other messages of the driver and the browser are not needed.
    HOME=$work TMPDIR=$work chromedriver --port=0 >"$work/driver" 2>/dev/null &
    browser_driver=$!
    exec 8<"$work/driver"
    browser_wait_port <&8 || return 1
    browser_session=$(browser_call POST /session "$(jq -n --arg binary "$browser_binary" --arg profile "$work/profile" '
        {capabilities: {alwaysMatch: {browserName: "chrome",
            "goog:loggingPrefs": {browser: "ALL", performance: "ALL"},
            "goog:chromeOptions": {binary: $binary, args: ["--headless=new", "--no-sandbox", "--disable-gpu",
                "--disable-dev-shm-usage", "--no-first-run", "--disable-background-networking", "--disable-component-update",
                "--window-size=1280,900", "--lang=en-US", "--user-data-dir=\($profile)"]}}}}')" | jq -r '.sessionId') || return 1
    [ "$browser_session" != '' ]
}

browser_in()
{
    browser_way=$1 browser_rest=$2
    shift 2
    browser_call "$browser_way" "/session/$browser_session$browser_rest" "$@"
}

browser_open()
{
    browser_in POST /url "$(jq -n --arg url "file://$1" '{url: $url}')" >/dev/null
}

browser_run()
{
    browser_in POST /execute/sync "$(jq -n --arg script "$1" '{script: $script, args: []}')"
}

browser_find()
{
    browser_in POST /element "$(jq -n --arg selector "$1" '{using: "css selector", value: $selector}')" | jq -r '.[]'
}

browser_click()
{
    element=$(browser_find "$1") && browser_in POST "/element/$element/click" '{}' >/dev/null
}

browser_type()
{
    element=$(browser_find "$1") &&
        browser_in POST "/element/$element/value" "$(jq -n --arg text "$2" '{text: $text}')" >/dev/null
}

browser_log()
{
    browser_in POST /se/log "$(jq -n --arg type "$1" '{type: $type}')"
}

browser_cdp()
{
    browser_in POST /goog/cdp/execute "$(jq -n --arg cmd "$1" --argjson params "$2" '{cmd: $cmd, params: $params}')"
}

browser_stop()
{
    [ "$browser_driver" != '' ] || return 0
    [ "${browser_session-}" = '' ] || browser_in DELETE '' >/dev/null 2>&1
    kill "$browser_driver" 2>/dev/null
    wait "$browser_driver" 2>/dev/null
    browser_driver=
}
