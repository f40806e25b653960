# A library of films for the cases of cvi-plan --prune. Set src, then read this file with ".". The sandbox needs --no-runtime.
film() { # NAME...: creates a healthy file v/NAME.mp4 for each
    mkdir -p v
    for name; do
        cp "$src/tests/data/video/sound.mp4" "v/$name.mp4"
        touch -d 2026-11-01T00:00:00Z "v/$name.mp4"
    done
}

corrupt() { # NAME...: truncates the files to zero bytes
    for name; do
        : >"v/$name.mp4"
        touch -d 2026-11-02T00:00:00Z "v/$name.mp4"
    done
}

scan() { # OPTION...
    cvi-scan --no-memory --ffmpeg none --sorted --output scan.json "$@" "$PWD/v" >/dev/null
}

matched() { # OPTION...
    cvi-extract "$@" scan.json | cvi-parse | cvi-match
}

# Adds five films. The sandbox has put two others (The Matrix, Alien) on the list for the user.
ours() {
    film 'Inception (2010)' 'Arrival (2016)' 'Dune (1984)' 'Suspiria (1977)' 'The Thing (1982)'
    scan
    matched | cvi-add | jq -r .sync.status | sort | uniq -c
}

plan() { # OPTION...
    matched | cvi-plan --prune --scan scan.json "$@"
    echo "status $?"
}

later() { # SECONDS: moves the clock forward; the clock is a file with one little-endian number, milliseconds
    now=$(od -An -t d8 "$CVI_TEST_CLOCK") now=$((now + $1 * 1000))
    for byte in 0 1 2 3 4 5 6 7; do
        # shellcheck disable=SC2059
        printf "\\$(printf %o $((now >> 8 * byte & 255)))"
    done | dd of="$CVI_TEST_CLOCK" conv=notrunc status=none
}
