# A library of films for the cases of cvi-plan --prune, to be read with "." when src is set. Sandbox:
# --no-runtime.
film() { # NAME...: a healthy file v/NAME.mp4 each
    mkdir -p v
    for name; do
        cp "$src/tests/data/video/sound.mp4" "v/$name.mp4"
        touch -d 2026-11-01T00:00:00Z "v/$name.mp4"
    done
}

corrupt() { # NAME...: the file has no bytes any more
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

# Five films of ours, and two of the user's own (The Matrix, Alien) that the sandbox has put there.
ours() {
    film 'Inception (2010)' 'Arrival (2016)' 'Dune (1984)' 'Suspiria (1977)' 'The Thing (1982)'
    scan
    matched | cvi-add | jq -r .sync.status | sort | uniq -c
}

plan() { # OPTION...
    matched | cvi-plan --prune --scan scan.json "$@"
    echo "status $?"
}

later() { # SECONDS: moves the clock on; it is a file of one number, milliseconds, the lowest byte first
    now=$(od -An -t d8 "$CVI_TEST_CLOCK") now=$((now + $1 * 1000))
    for byte in 0 1 2 3 4 5 6 7; do
        # shellcheck disable=SC2059
        printf "\\$(printf %o $((now >> 8 * byte & 255)))"
    done | dd of="$CVI_TEST_CLOCK" conv=notrunc status=none
}
