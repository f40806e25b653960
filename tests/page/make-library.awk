# awk -v count=N -f make-library.awk: prints N records of a library, with all kinds of results, always
# the same. They are for the tests of the page in a browser, and for work on the page.

# Returns a number from 0 to n - 1 that looks random.
function chance(n)
{
    seed = (seed * 16807) % 2147483647
    return seed % n
}

function text(s)
{
    return "\"" s "\""
}

function slug(s)
{
    s = tolower(s)
    gsub(/[^a-z0-9]+/, "-", s)
    return s
}

function ids(number, name, is_show)
{
    return sprintf("{\"trakt\":%d,\"slug\":%s,\"imdb\":\"tt%07d\",\"tmdb\":%d%s}", number, text(slug(name)), number + 100000,
        number + 500, is_show ? sprintf(",\"tvdb\":%d", number + 70000) : "")
}

# Returns the values in the headers of file n. They depend only on n.
function content(n, seconds, kind)
{
    kind = n * 7919 % 100
    if (n % 23 == 22)
        return ""
    if (kind < 22)
        return sprintf(",\"media\":{\"duration\":%d,\"width\":3840,\"height\":2160,\"resolution\":\"2160p\",\"video_codec\":\"H.265\",\"hdr\":\"%s\",\"audio_codec\":\"%s\",\"audio_channels\":\"7.1\"}", seconds, kind < 9 ? "DV" : "HDR10", kind % 2 ? "TrueHD" : "DTS-HD MA")
    if (kind < 75)
        return sprintf(",\"media\":{\"duration\":%d,\"width\":1920,\"height\":1080,\"resolution\":\"1080p\",\"video_codec\":\"%s\",\"audio_codec\":\"E-AC-3\",\"audio_channels\":\"5.1\"}", seconds, kind < 35 ? "AV1" : kind < 50 ? "H.265" : "H.264")
    if (kind < 92)
        return sprintf(",\"media\":{\"duration\":%d,\"width\":1280,\"height\":720,\"resolution\":\"720p\",\"video_codec\":\"H.264\",\"audio_codec\":\"AAC\",\"audio_channels\":\"2.0\"}", seconds)
    return sprintf(",\"media\":{\"duration\":%d,\"width\":720,\"height\":576,\"resolution\":\"576i\",\"interlaced\":true,\"video_codec\":\"MPEG-2\",\"audio_codec\":\"AC-3\",\"audio_channels\":\"2.0\"}", seconds)
}

# Returns the words of a release that agree with the headers, except for one in a hundred.
function lines(n, kind)
{
    kind = n * 7919 % 100
    return n % 97 == 5 ? "4320p" : kind < 22 ? "2160p" : kind < 75 ? "1080p" : kind < 92 ? "720p" : "576i"
}

function source(n)
{
    return n % 3 == 0 ? "BluRay" : n % 3 == 1 ? "WEB-DL" : n % 2 ? "DVD" : ""
}

function scan(n, roll, size, seconds)
{
    size = 400000000 + chance(9000) * 1000000
    seconds = 1300 + chance(6000)
    seconds_of[n] = seconds
    roll = chance(60)
    if (n % 29 == 28)
        return ""
    if (roll == 0)
        return sprintf(",\"scan\":{\"status\":\"corrupt\",\"is_corrupt\":true,\"error_message\":\"the picture is damaged\",\"file_size\":%.0f,\"scanned_at\":\"2026-11-2%dT21:14:05Z\",\"damage\":0.0%d%s,\"duration\":%d.0,\"damaged\":[[%d,%d],[%d,%d],[%d,%d]],\"reasons\":[{\"code\":\"video-damage\",\"weight\":\"corrupt\",\"count\":%d,\"stream\":\"video\",\"seconds\":%d,\"detail\":\"error while decoding MB 41 12, bytestream -7\"},{\"code\":\"truncated\",\"weight\":\"corrupt\",\"count\":1,\"offset\":%.0f,\"detail\":\"the last cluster needs 18211 more bytes\"}]}",
            size, chance(3), 1 + chance(9), content(n, seconds), seconds, int(seconds / 9), int(seconds / 9) + 14, int(seconds / 3), int(seconds / 3) + 1, int(seconds * 0.96), seconds, 3 + chance(90), int(seconds / 9), size - 4000)
    if (roll == 1 || roll == 2)
        return sprintf(",\"scan\":{\"status\":\"suspicious\",\"is_corrupt\":false,\"error_message\":\"bytes after the end\",\"file_size\":%.0f,\"scanned_at\":\"2026-11-20T21:14:05Z\",\"reasons\":[{\"code\":\"trailing-junk\",\"weight\":\"suspicious\",\"count\":1,\"offset\":%.0f,\"detail\":\"%d bytes\"}]%s}", size, size - 900, 200 + chance(700), content(n, seconds))
    return sprintf(",\"scan\":{\"status\":\"healthy\",\"is_corrupt\":false,\"error_message\":\"\",\"file_size\":%.0f,\"scanned_at\":\"2026-11-22T21:14:05Z\",\"reasons\":[]%s}", size, content(n, seconds))
}

function candidate(name, year, score, why, against)
{
    return sprintf("{\"type\":\"movie\",\"title\":%s,\"year\":%d,\"ids\":%s,\"score\":%d,\"by\":\"search\",\"votes\":%d,\"for\":[%s],\"against\":[%s]}",
        text(name), year, ids(year, name " " year, 0), score, chance(90000), text(why), text(against))
}

function outcome(n, name, year, number, is_show, roll, match_)
{
    roll = chance(40)
    if (roll == 0)
        return sprintf(",\"match\":{\"status\":\"ambiguous\",\"explain\":{\"requests\":2,\"found\":3,\"candidates\":[%s,%s]}}",
            candidate(name, year - 31, 90, "same title", "no year to compare (-10)"), candidate(name, year, 90, "same title", "no year to compare (-10)"))
    if (roll == 1)
        return sprintf(",\"match\":{\"status\":\"not_found\",\"explain\":{\"requests\":3,\"found\":1,\"candidates\":[%s]}}",
            candidate(name " Returns", year - 4, 0, "the title begins so", "different year (-100)"))
    if (n % 311 == 310)
        return ",\"error\":{\"stage\":\"cvi-match\",\"code\":\"server-error\",\"message\":\"Trakt has trouble of its own\",\"retry\":true,\"http_status\":503}"
    match_ = sprintf(",\"match\":{\"status\":\"matched\",\"type\":%s,\"title\":%s,\"year\":%d,\"runtime\":%d,\"ids\":%s,\"score\":%d,\"by\":\"exact\"}",
        text(is_show ? "show" : "movie"), text(name), year, is_show ? 45 : n % 101 == 40 ? 400 : int(seconds_of[n] / 60) + n % 5, ids(number, name, is_show), 90 + chance(11))
    return match_ sprintf(",\"sync\":{\"status\":%s,\"list\":\"watchlist\"}", text(roll < 12 ? "existing" : "added"))
}

BEGIN {
    seed = 20261122
    first = split("Silent Harbour Winter Broken Golden Distant Paper Midnight Hollow Second Crimson Quiet Lost Northern Electric", one, " ")
    second = split("Lights River Orchard Garden Signal Empire Letters Mountain Station Mirror Voyage Kingdom Summer Engine Shore", other, " ")
    for (n = 0; n < count; n++) {
        number = n % 7 < 4 ? n : n - n % 7 - int(n / 7) % 5 * 7 # some shows with many files
        if (n % 7 < 4) {
            name = one[chance(first) + 1] " " other[chance(second) + 1] (n > 300 ? " " n : "")
            year = 1931 + int(sqrt(chance(9000)))
            if (n % 70 == 3) { # a second file of the film before it
                name = last_name
                year = last_year
                number--
            }
            last_name = name
            last_year = year
            file = sprintf("/media/films/%s (%d)/%s.%d.%s%s.mkv", name, year, name, year, lines(n), n % 70 == 3 ? ".remux" : "")
            media = sprintf("{\"type\":\"movie\",\"title\":%s,\"year\":%d,\"resolution\":\"%s\"%s}", text(name), year, lines(n),
                source(n) == "" ? "" : ",\"source\":" text(source(n)))
            is_show = 0
        } else {
            show = int(n / 210)
            name = "The " other[show % second + 1] " " one[(show * 7 + 3) % first + 1] (show > 14 ? " " show : "")
            year = 1990 + show % 30
            season = int(n % 210 / 70) + 1
            episode = n % 70 - 3 - int(n % 70 / 7) * 4 + 1
            number = 900000 + show
            file = sprintf("/media/%s/%s/Season %02d/%s.S%02dE%02d.mkv", show % 4 ? "series" : "anime", name, season, name, season, episode)
            media = sprintf("{\"type\":\"show\",\"title\":%s,\"year\":null,\"season\":%d,\"episode\":%d}", text(name), season, episode)
            is_show = 1
        }
        printf "{\"filename\":%s%s,\"media\":%s%s}\n", text(file), scan(n), media, outcome(n, name, year, number + 1, is_show)
    }
}
