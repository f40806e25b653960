# awk -v n=200000 -f make-records.awk: prints n records like cvi-extract, or with -v done=1 like cvi-add. The names
# have many forms, and every title occurs several times, as shows do.
BEGIN {
    words = split("Quiet Harbour Silver Lantern Winter Road Last Signal Paper Moon Iron Garden Second Tide Glass River", word, " ")
    tags = split("1080p.BluRay.x264-GRP|720p.HDTV.x264|2160p.WEB-DL.DDP5.1.H.265-ABC|DVDRip.XviD|1080p.WEBRip.AAC2.0.x264", tag, "|")
    for (i = 1; i <= n; i++) {
        number = i % 1000
        title = word[number % words + 1] " " word[int(number / words) % words + 1] " " word[number * 7 % words + 1]
        dotted = title
        gsub(/ /, ".", dotted)
        year = 1960 + number % 60
        form = i % 6
        if (form == 0) name = dotted "." year "." tag[i % tags + 1] ".mkv"
        if (form == 1) name = title " (" year ") [1080p].mp4"
        if (form == 2) name = sprintf("%s.S%02dE%02d.%s.mkv", dotted, i % 9 + 1, i % 24 + 1, tag[i % tags + 1])
        if (form == 3) name = sprintf("%s/Season %02d/%s - %dx%02d - The Long Way Home.mkv", title, i % 9 + 1, title, i % 9 + 1, i % 24 + 1)
        if (form == 4) name = title ".mkv"
        if (form == 5) name = title " (" year ")/" title " (" year ") - Director's Cut.mkv"
        printf "{\"filename\":\"/srv/video/%s\",\"scan\":{\"status\":\"healthy\",\"is_corrupt\":false,\"error_message\":\"\",", name
        printf "\"inspection_time\":%.2f,\"file_size\":%d,\"scan_mode\":\"quick\"}", i % 600 / 10 + 0.1, 100000000 + i
        if (done) {
            type = form == 2 || form == 3 ? "show" : "movie"
            printf ",\"media\":{\"type\":\"%s\",\"title\":\"%s\",\"year\":%d},", type, title, year
            printf "\"match\":{\"status\":\"matched\",\"type\":\"%s\",\"title\":\"%s\",\"year\":%d,", type, title, year
            printf "\"ids\":{\"trakt\":%d,\"slug\":\"title-%d\",\"imdb\":\"tt%07d\"},\"score\":100,\"by\":\"exact\"},", number + 1, number, number
            printf "\"sync\":{\"status\":\"added\",\"list\":\"watchlist\"}"
        }
        print "}"
    }
}
