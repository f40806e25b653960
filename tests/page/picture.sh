#!/bin/sh
# picture.sh OUT.png: makes a picture of the top of a page, for README.md. The library is that of the
# tests, with only one damaged file.
out=${1:?usage: picture.sh OUT.png}
. tests/page/expect.sh

awk -v count=210 -f tests/page/make-library.awk |
    jq -n -c 'foreach inputs as $r (0; . + if $r.scan.status == "corrupt" then 1 else 0 end; . as $corrupt | $r |
        select((.scan.status == "healthy" or (.scan.status == "corrupt" and $corrupt == 1)) and .match.status == "matched"))' >"$work/records"
browser_cdp Emulation.setDeviceMetricsOverride '{"width":1080,"height":1000,"deviceScaleFactor":1,"mobile":false}' >/dev/null
page picture <"$work/records" || exit 1
# The time is fixed, so that the picture changes only if the page does.
browser_run 'document.querySelector("time").textContent = "Nov 22, 2026, 12:00 PM"' >/dev/null
height=$(browser_run 'return Math.round(document.getElementById("decades-h").closest("section").getBoundingClientRect().top + scrollY) - 16') || exit 1
browser_cdp Page.captureScreenshot "$(jq -n --argjson height "$height" '{format: "png", captureBeyondViewport: true,
    clip: {x: 0, y: 0, width: 1080, height: $height, scale: 0.8}}')" | jq -r .data | base64 -d >"$work/picture.png" || exit 1
# Fewer colours make the file a third as large.
ffmpeg -nostdin -v error -i "$work/picture.png" -vf \
    'split[a][b]; [a]palettegen=max_colors=96:reserve_transparent=0[p]; [b][p]paletteuse=dither=none' "$work/small.png" &&
    mv "$work/small.png" "$out"
