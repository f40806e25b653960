/* The acts that HTTP/2 makes possible, as a table. */
#include "front.h"

#include <nghttp2/nghttp2.h>

const struct act front_acts[] = {
    {"h2", .help = "applied and answered"},
    {"h2-early-hints", .hints = true, .help = "a 103 with its own headers, then the answer"},
    {"h2-trailers", .trailers = true, .no_length = true,
     .help = "fields after the body that contradict the head"},
    {"h2-one-stream", .one_at_once = true,
     .help = "SETTINGS_MAX_CONCURRENT_STREAMS=1 on the connection, more are refused"},
    {"h2-goaway-after", PASSES, GOAWAY, NGHTTP2_NO_ERROR,
     .help = "GOAWAY that names this request as the last one, which is answered"},
    {"h2-goaway", BEFORE, GOAWAY, NGHTTP2_NO_ERROR,
     .help = "GOAWAY that names an earlier request as the last one: not applied"},
    {"h2-calm", BEFORE, GOAWAY, NGHTTP2_ENHANCE_YOUR_CALM,
     .help = "the same with ENHANCE_YOUR_CALM"},
    {"h2-refused", BEFORE, RESET, NGHTTP2_REFUSED_STREAM, .help = "REFUSED_STREAM: not applied"},
    {"h2-calm-stream", BEFORE, RESET, NGHTTP2_ENHANCE_YOUR_CALM,
     .help = "RST_STREAM with ENHANCE_YOUR_CALM: not applied"},
    {"h2-goaway-lost", AFTER, GOAWAY, NGHTTP2_INTERNAL_ERROR,
     .help = "applied, GOAWAY that names this request as the last one, no answer"},
    {"h2-reset", AFTER, RESET, NGHTTP2_INTERNAL_ERROR, .help = "applied, RST_STREAM, no answer"},
    {"h2-close", AFTER, CLOSING, .help = "applied, the connection ends, no answer"},
    {"h2-body-reset", IN_BODY, RESET, NGHTTP2_INTERNAL_ERROR,
     .help = "applied, RST_STREAM after half of the body"},
    {"h2-body-reset-quietly", IN_BODY, RESET, NGHTTP2_NO_ERROR, .no_length = true,
     .help = "the same with NO_ERROR and without Content-Length"},
    {"h2-body-goaway", IN_BODY, GOAWAY, NGHTTP2_INTERNAL_ERROR,
     .help = "applied, GOAWAY after half of the body, and the connection ends"},
    {"h2-body-close", IN_BODY, CLOSING, .no_length = true,
     .help = "applied, the connection ends after half of the body, without Content-Length"},
    {0},
};
