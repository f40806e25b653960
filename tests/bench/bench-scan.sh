#!/bin/sh
# bench-scan.sh: measures cvi-scan: the time for $BENCH_FILES small files (10,000), the memory for 1,000 and for
# $BENCH_MOST files (100,000), and the time to decode $BENCH_CLIPS clips (12), one and two at a time.
# The goals: 1 ms per small file without ffmpeg; memory that does not grow; 1.9 times the speed with two
# idle cores; and for deep, at most 1.1 times the processor time of ffmpeg with the same threads.
# The program is that of $CVI_BUILD (build).
set -eu
cd "$(dirname "$0")/../.."
bin=${CVI_BUILD:-build}/bin
files=${BENCH_FILES:-10000}
most=${BENCH_MOST:-100000}
clips=${BENCH_CLIPS:-12}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
XDG_STATE_HOME=$work/state
export XDG_STATE_HOME

# shellcheck disable=SC2086 # the flags are words
${CC:-cc} -O2 -D_DEFAULT_SOURCE ${CFLAGS:-} -o "$work/measure" tests/bench/measure.c

run() { # COUNT LABEL ARGUMENT...
    count=$1 label=$2
    shift 2
    "$work/measure" "$bin/cvi-scan" "$@" 2>"$work/said" >"$work/records"
    lines=$(wc -l <"$work/records")
    [ "$lines" = "$count" ] || { echo "$label: $lines records, expected $count" >&2; exit 1; }
    tail -n 1 "$work/said" | awk -v label="$label" -v n="$count" '{
        printf "  %-44s%8.2f s%8.3f ms a file%8.1f MiB%8.2f s of a processor\n", label, $1, 1000 * $1 / n, $3, $5
    }'
}

# Makes a directory with some thousands of files: copies, or links to the files of the first thousand.
fill() { # DIRECTORY THOUSANDS CP-OPTION [KIND]
    kind=${4:-mkv}
    mkdir -p "$1/0"
    for i in $(seq 1000); do
        echo "$1/0/film $i.$kind"
    done | tr '\n' '\0' | xargs -0 -n 1 cp "tests/data/video/sound.$kind"
    i=1
    while [ "$i" -lt "$2" ]; do
        cp "$3" "$1/0" "$1/$i"
        i=$((i + 1))
    done
}

echo "scan: $files files of $(wc -c <tests/data/video/sound.mkv) bytes"
fill "$work/copies" $((files / 1000)) -r
run "$files" 'quick, without ffmpeg' --ffmpeg none --mode quick "$work/copies"
run "$files" 'the same again, from the memory' --ffmpeg none --mode quick "$work/copies"
run "$files" 'hash, without ffmpeg' --ffmpeg none --mode quick --hash "$work/copies"

echo "scan: memory"
fill "$work/few" 1 -r
fill "$work/many" $((most / 1000)) -rl
run 1000 '1000 files' --ffmpeg none --no-memory "$work/few"
run "$most" "$most files" --ffmpeg none --no-memory "$work/many"
run "$most" "$most files, sorted" --ffmpeg none --no-memory --sorted "$work/many"

command -v ffmpeg >/dev/null || { echo "  ffmpeg not found"; exit; }
echo "scan: decoding"
mkdir "$work/clips"
ffmpeg -nostdin -v error -f lavfi -i testsrc2=size=1280x720:rate=25:duration=40 -c:v mpeg4 -b:v 4M "$work/clip.mkv"
for i in $(seq "$clips"); do cp "$work/clip.mkv" "$work/clips/$i.mkv"; done
fill "$work/mp4" $((files / 1000)) -r mp4
# A disk that reports rotation, like many virtual disks, is read one file at a time unless -j is given.
cores=$(getconf _NPROCESSORS_ONLN)
run "$files" "quick, .mkv, -j $cores" --mode quick --no-memory -j "$cores" "$work/copies"
run "$files" "quick, .mp4, -j $cores" --mode quick --no-memory -j "$cores" "$work/mp4"
# The machine is never idle, so the four take turns, and their medians are compared. Plain ffmpeg with
# two clips at a time shows the possible gain of two cores here. Processor time hardly changes on a busy
# machine.
# shellcheck disable=SC2016 # the words are for the shell that is measured
plain='find "$0" -name "*.mkv" -print0 | xargs -0 -P "$1" -I "{}" ffmpeg -nostdin -v error -threads 1 -i "{}" -f null - 2>/dev/null'
note() { # FILE COMMAND...
    into=$1
    shift
    "$work/measure" "$@" >"$work/records" 2>"$work/said"
    tail -n 1 "$work/said" | awk '{ print $1 }' >>"$into.wall"
    tail -n 1 "$work/said" | awk '{ print $5 }' >>"$into.processor"
}
median() {
    sort -n "$1" | awk '{ at[NR] = $1 } END { print at[int((NR + 1) / 2)] }'
}
for _ in $(seq "${BENCH_ROUNDS:-5}"); do
    for jobs in 1 2; do
        note "$work/plain.$jobs" sh -c "$plain" "$work/clips" "$jobs"
        note "$work/deep.$jobs" "$bin/cvi-scan" -q --mode deep --no-memory -j "$jobs" "$work/clips"
        [ "$(wc -l <"$work/records")" = "$clips" ] || { echo "deep: the number of records is not $clips" >&2; exit 1; }
    done
done
for what in plain deep; do
    echo "$what $(median "$work/$what.1.wall") $(median "$work/$what.2.wall") $(median "$work/$what.1.processor") $(median "$work/$what.2.processor")"
done | awk -v n="$clips" '{
    printf "  %d clips, %-5s one at a time %6.2f s, two at once %6.2f s: %.2f times as fast (%.2f and %.2f s of a processor)\n", n, $1, $2, $3, $2 / $3, $4, $5
}'
# Compares each pair of turns, because the speed of the machine varies. With two at a time, each has one thread.
ratio() { # LABEL PLAIN DEEP
    paste "$2" "$3" | awk '{ print $2 / $1 }' >"$work/ratios"
    printf '  %-44s%8.2f times the processor time of ffmpeg\n' "$1" "$(median "$work/ratios")"
}
ratio 'deep, MPEG-4 at 1280 x 720' "$work/plain.2.processor" "$work/deep.2.processor"
rm "$work/clips"/*
ffmpeg -nostdin -v error -f lavfi -i testsrc2=size=1280x720:rate=25:duration=20 -pix_fmt yuv420p -c:v libx264 -preset veryfast -b:v 3M "$work/clip.mp4"
for i in 1 2 3 4; do ln "$work/clip.mp4" "$work/clips/$i.mp4"; done
plain=$(echo "$plain" | sed 's/mkv/mp4/')
for _ in $(seq "${BENCH_ROUNDS:-5}"); do
    note "$work/plain.avc" sh -c "$plain" "$work/clips" 2
    note "$work/deep.avc" "$bin/cvi-scan" -q --mode deep --no-memory -j 2 "$work/clips"
done
ratio 'deep, H.264 at 1280 x 720' "$work/plain.avc.processor" "$work/deep.avc.processor"
