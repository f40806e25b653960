# awk -v n=10000 -v titles=FILE -f make-library.awk: prints n records of a library, like cvi-extract from a scan
# document, or with -v media=1 like cvi-scan, with more keys. Two of three files are episodes, in order, in the
# folders of their seasons; the others are films, each in its own folder. Writes the titles to FILE, for the
# stand-in for Trakt. No values are random.
function pick(list, k) { return list[k % list[0] + 1] }
function fill(list, words, sep,    i, parts) {
    list[0] = split(words, parts, sep)
    for (i = 1; i <= list[0]; i++) list[i] = parts[i]
}
function name_of(k) { return pick(first, k) " " pick(second, int(k / 16)) " " pick(third, k * 7 + int(k / 256)) }
function dots(text) { gsub(/ /, ".", text); return text }
function slug(text) { gsub(/ /, "-", text); return tolower(text) }
function title_row(type, id, title, year) {
    printf "%s\t%d\t%s-%d\t%s\t%d\ttt%07d\t%d\t%s\t%d\tus\t\t\n", type, id, slug(title), year, title, year, 1000000 + id, 50000 + id,
        type == "show" ? 200000 + id : "", 100 + id * 37 % 90000 >titles
}
function record(path, size, length_s, k,    bad) {
    bad = k % 50 == 7
    printf "{\"filename\":\"%s\",\"scan\":{\"status\":\"%s\",\"is_corrupt\":%s,", path, bad ? "corrupt" : "healthy", bad ? "true" : "false"
    if (media) printf "\"needs_deep_scan\":false,\"deep_scan_completed\":%s,", bad ? "true" : "false"
    printf "\"error_message\":\"%s\",\"file_size\":%d,\"inspection_time\":%.3f,", bad ? "the file ends before its last cluster" : "", size,
        k % 900 / 1000 + 0.011
    printf "\"scan_mode\":\"%s\"", bad ? "deep" : "quick"
    if (media) more(size, length_s, k, bad)
    print "}}"
}
function more(size, length_s, k, bad) {
    printf ",\"mode\":\"hybrid\",\"decoded\":\"%s\",\"seconds\":%.3f,", bad ? "all" : "samples", k % 900 / 1000 + 0.011
    printf "\"scanned_at\":\"2026-11-%02dT%02d:%02d:%02dZ\",\"reasons\":[", k % 28 + 1, k % 24, k % 60, k * 7 % 60
    if (bad)
        printf "{\"code\":\"truncated\",\"weight\":\"corrupt\",\"count\":1,\"offset\":%d,\"detail\":\"the segment ends %d bytes past the end of the file\"}", size, k * 11
    printf "],\"media\":{\"duration\":%.3f,\"width\":%s,\"height\":%s,\"resolution\":\"%s\",\"frame_rate\":23.976,", length_s,
        k % 4 ? "1920,\"interlaced\":false" : "1280", k % 4 ? "1080" : "720", k % 4 ? "1080p" : "720p"
    printf "\"video_codec\":\"%s\",\"bit_depth\":8,\"audio_codec\":\"%s\",\"audio_channels\":\"5.1\",", k % 3 ? "H.264" : "H.265", k % 5 ? "E-AC-3" : "AAC"
    printf "\"audio_tracks\":2,\"languages\":[\"en\",\"de\"],\"subtitles\":[\"en\",\"de\",\"fr\"],\"chapters\":%d}", k % 20 + 4
}
function show(k,    title, year, season, i, name, tag, style) {
    title = name_of(k)
    year = 1990 + k % 35
    title_row("show", k + 1, title, year)
    for (season = 1; season <= k % 5 + 1; season++)
        for (i = 1; i <= 12 && count < n; i++) {
            tag = pick(tags, k + season)
            style = k % 4
            if (style == 0) name = sprintf("%s.S%02dE%02d.%s", dots(title), season, i, tag)
            if (style == 1) name = sprintf("%s - S%02dE%02d - %s", title, season, i, pick(second, i) " " pick(third, i))
            if (style == 2) name = sprintf("%s - %dx%02d [1080p]", title, season, i)
            if (style == 3) name = sprintf("S%02dE%02d - %s", season, i, pick(second, i) " and " pick(third, i))
            record(sprintf("/srv/video/Shows/%s (%d)/Season %02d/%s.mkv", title, year, season, name), 700000000 + count * 991,
                2400 + i * 13.37, count)
            count++
        }
}
function film(k,    title, year, name, style) {
    title = pick(third, k) " of " pick(first, int(k / 16)) " " pick(second, k * 5 + int(k / 256))
    year = 1950 + k % 74
    title_row("movie", k + 1, title, year)
    style = k % 3
    if (style == 0) name = sprintf("%s.%d.%s", dots(title), year, pick(tags, k))
    if (style == 1) name = sprintf("%s (%d) [1080p]", title, year)
    if (style == 2) name = sprintf("%s (%d) - Director's Cut", title, year)
    record(sprintf("/srv/video/Films/%s (%d)/%s.mkv", title, year, name), 4000000000 + count * 991, 6100 + k % 40 * 60.5, count)
    count++
}
BEGIN {
    fill(first, "Quiet Harbour Silver Lantern Winter Crimson Last Signal Paper Moon Iron Hollow Second Tide Glass Copper", " ")
    fill(second, "Orchard River Garden Street Station Island Letters Shadow Meadow Kitchen Bridge Summer Forest Hunters Kingdom Voyage", " ")
    fill(third, "Secrets Stories Tales Nights Echoes Promises Whispers Fires Roads Ashes Rivals Dreams Waters Bells Crowns Songs", " ")
    fill(tags, "1080p.BluRay.x264-GRP|720p.HDTV.x264|2160p.WEB-DL.DDP5.1.H.265-ABC|DVDRip.XviD|1080p.WEBRip.AAC2.0.x264-XYZ|1080p.AMZN.WEB-DL.DDP5.1.H.264-NTb", "|")
    print "type\ttrakt id\tslug\ttitle\tyear\timdb\ttmdb\ttvdb\tvotes\tcountry\toriginal title\taliases" >titles
    for (k = 0; count < n; k++) {
        show(k)
        for (i = 0; i < 18 && count < n; i++) film(k * 18 + i)
    }
}
