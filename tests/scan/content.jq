# For check-content: compares ffprobe's output for a file ($probe[0]) with its record by cvi-scan ($record[0]), field by
# field. If ffprobe cannot read the file, there is no output. Otherwise the lines have kind, file, field, verdict,
# ffprobe's value and ours. The verdict is "same", "differs", "missing" (only ffprobe has a value) or "more" (only
# cvi-scan has one). $languages is the table of lib/record/content.c.

def words: {
    h264: "H.264", hevc: "H.265", vvc: "H.266", av1: "AV1", vp8: "VP8", vp9: "VP9", h263: "H.263", vc1: "VC-1", wmv1: "WMV",
    wmv2: "WMV", wmv3: "WMV", msmpeg4v3: "DivX", mpeg1video: "MPEG-1", mpeg2video: "MPEG-2", mpeg4: "MPEG-4", theora: "Theora",
    mjpeg: "MJPEG", prores: "ProRes", ffv1: "FFV1", aac: "AAC", aac_latm: "AAC", ac3: "AC-3", eac3: "E-AC-3", dts: "DTS",
    truehd: "TrueHD", flac: "FLAC", mp3: "MP3", mp2: "MP2", mp1: "MP1", opus: "Opus", vorbis: "Vorbis", alac: "ALAC",
    wmav1: "WMA", wmav2: "WMA", wmapro: "WMA", wmalossless: "WMA", wmavoice: "WMA", amr_nb: "AMR", amr_wb: "AMR"
};

def channel_words: [null, "1.0", "2.0", "2.1", "4.0", "5.0", "5.1", "6.1", "7.1"];

def codec:
    if .codec_name == "mpeg4" and (.codec_tag_string | ascii_downcase == "xvid") then "XviD"
    elif .codec_name == "mpeg4" and (.codec_tag_string | ascii_downcase | IN("divx", "dx50")) then "DivX"
    elif .codec_name == "dts" and (.profile // "" | startswith("DTS-HD MA")) then "DTS-HD MA"
    elif .codec_name == "dts" and (.profile // "" | test("^DTS(-HD| Express)")) then "DTS-HD"
    elif (.codec_name // "") | startswith("pcm_") and (IN("pcm_alaw", "pcm_mulaw") | not) then "PCM"
    else .codec_name as $name | if $name == null or $name == "unknown" then null else words[$name] // $name end
    end;

# Returns the two letters of ISO 639-1 if the table has them.
def language:
    (.tags.language // "und") | ascii_downcase | split("-")[0] | . as $code
    | if length == 3 then ($languages | capture("(^| )" + $code + " (?<two>[a-z]{2}) ").two) // $code else . end;

def unique_in_order: reduce .[] as $x ([]; if index($x) then . else . + [$x] end);

def ratio($between): split($between) | map(tonumber) | if .[1] == 0 or .[0] == 0 then null else .[0] / .[1] end;

# ffprobe prints a frame rate of 1000 if it only knows that times are in milliseconds.
def rate: ratio("/") | if . == 1000 then null else . end;

def rotation:
    ([.side_data_list[]? | .rotation // empty | tonumber] + [(.tags.rotate // empty) | tonumber] + [0])[0];

def depth:
    if .pix_fmt == null then null
    elif .pix_fmt | test("^(rgb48|gbrp16|gray16|rgba64|bgr48)") then 16
    else ((.pix_fmt | capture("[a-z]p?(?<n>9|10|12|14|16)(le|be)$").n | tonumber) // 8)
    end;

def hdr:
    if any(.side_data_list[]?; .side_data_type == "DOVI configuration record") then "DV"
    else {smpte2084: "HDR10", "arib-std-b67": "HLG"}[.color_transfer // ""] // null
    end;

def shown:
    ((.sample_aspect_ratio // "1:1") | ratio(":") // 1) as $aspect
    | [((.width // 0) * $aspect | round), .height // 0]
    | if . [0] == 0 or .[1] == 0 then [null, null] else . end;

def main($type):
    [.streams[] | select(.codec_type == $type and .disposition.attached_pic != 1 and .disposition.timed_thumbnails != 1)]
    | ([.[] | select(.disposition.default == 1)] + .)[0] // {};

# Returns the duration: for formats that state the end, the end minus the start.
def length_of:
    (.format.duration // empty | tonumber | select(. > 0))
    - if .format.format_name | test("mp4|matroska|asf") then [(.format.start_time // "0" | tonumber), 0] | max else 0 end;

def expected:
    main("video") as $v | main("audio") as $a | ($v | shown) as $size
    | {
        duration: ([length_of][0]),
        width: (if ($v | rotation) % 180 == 0 then $size[0] else $size[1] end),
        height: (if ($v | rotation) % 180 == 0 then $size[1] else $size[0] end),
        frame_rate: (($v.avg_frame_rate // "0/0") | rate),
        interlaced: ({progressive: false, tt: true, bb: true, tb: true, bt: true}[$v.field_order // ""]),
        video_codec: ($v | codec),
        bit_depth: ($v | depth),
        hdr: ($v | hdr),
        audio_codec: ($a | codec),
        audio_channels: (if ($a.channels // 0) == 0 then null else channel_words[$a.channels] // "\($a.channels).0" end),
        audio_tracks: ([.streams[] | select(.codec_type == "audio")] | length | if . > 1 then . else null end),
        languages: ([.streams[] | select(.codec_type == "audio") | language | select(IN("und", "zxx", "mis", "mul") | not)]
                    | unique_in_order),
        subtitles: ([.streams[] | select(.codec_type == "subtitle") | language] | unique_in_order),
        chapters: (.chapters | length | if . == 0 then null else . end),
    };

def near($want; $by): (. - $want) | fabs <= $by;

def is_same($field; $want; $rate):
    if $field == "duration" then near($want; [0.1, if $rate then 1.01 / $rate else 0 end] | max)
    elif $field == "frame_rate" then near($want; $want * 0.005)
    elif $field == "width" or $field == "height" then near($want; 1)
    elif $field == "video_codec" or $field == "audio_codec" then ascii_downcase == ($want | ascii_downcase)
    else . == $want
    end;

def empty_to_null: if . == [] then null else . end;

$record[0].scan as $scan | ($scan.media // {}) as $media
| $probe[0] | select(.format) | expected as $want | $want | to_entries[] | . as $entry
| (.value | empty_to_null) as $value | ($media[.key] | empty_to_null) as $ours
| (if $value == null and $ours == null then empty
   elif $value == null then "more"
   elif $ours == null then "missing"
   elif $ours | is_same($entry.key; $value; $want.frame_rate) then "same"
   else "differs"
   end) as $verdict
| [$scan.explain.kind // "unknown", ($record[0].filename | split("/") | last), .key, $verdict, ($value | tojson), ($ours | tojson)] | @tsv
