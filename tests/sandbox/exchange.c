/* One request and its answer, independent of the HTTP library. Handlers read and write these. */
#include "exchange.h"

#include "base.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void request_split(struct request *request)
{
    const char *at = request->path;

    while (*at == '/' && request->count < SEGMENTS_MAX) {
        size_t length = strcspn(++at, "/");
        if (!length) {
            /* Leading slashes count as one, and a trailing one is ignored. */
            request->hollow |= request->count ? *at != '\0' : !*at;
            continue;
        }
        request->segments[request->count++] = cvi_format("%.*s", (int)length, at);
        at += length;
    }
    request->hollow |= *at != '\0';
}

void request_release(struct request *request)
{
    for (unsigned i = 0; i < request->count; i++)
        free(request->segments[i]);
    json_decref(request->query);
    json_decref(request->headers);
    json_decref(request->body);
    free(request->text);
    free(request->note);
}

const char *request_header(const struct request *request, const char *name)
{
    return json_string_value(json_object_get(request->headers, name));
}

const char *request_query(const struct request *request, const char *name)
{
    return json_string_value(json_object_get(request->query, name));
}

const char *request_member(const struct request *request, const char *name)
{
    return json_string_value(json_object_get(request->body, name));
}

void answer_drop_body(struct answer *answer)
{
    json_decref(answer->json);
    free(answer->text);
    answer->json = NULL;
    answer->text = NULL;
    answer->size = 0;
}

void answer_empty(struct answer *answer, unsigned status)
{
    answer_drop_body(answer);
    answer->status = status;
}

void answer_json_take(struct answer *answer, unsigned status, json_t *json)
{
    answer_empty(answer, status);
    answer->json = json;
}

void answer_text_take(struct answer *answer, unsigned status, const char *type, char *text)
{
    answer_empty(answer, status);
    answer->type = type;
    answer->text = text;
    answer->size = strlen(text);
}

void answer_header(struct answer *answer, const char *name, const char *format, ...)
{
    struct buf value = BUF_INIT(8192);
    va_list list;

    va_start(list, format);
    buf_vprintf(&value, format, list);
    va_end(list);
    if (!answer->headers)
        answer->headers = json_object();
    json_object_set_new(answer->headers, name, json_string(buf_text(&value)));
    buf_release(&value);
}

void answer_page_take(struct answer *answer, const struct request *request, json_t *array,
                      long size, long maximum)
{
    long page = (long)base_number(request_query(request, "page"), 1);
    long limit = (long)base_number(request_query(request, "limit"), size);
    long count = (long)json_array_size(array);
    json_t *part = json_array();

    limit = limit < 1 ? size : limit > maximum ? maximum : limit;
    page = page < 1 ? 1 : page;
    long pages = (count + limit - 1) / limit;
    if (page <= pages)
        for (long i = (page - 1) * limit; i < count && i < page * limit; i++)
            json_array_append(part, json_array_get(array, (size_t)i));
    json_decref(array);
    answer_header(answer, "X-Pagination-Page", "%ld", page);
    answer_header(answer, "X-Pagination-Limit", "%ld", limit);
    answer_header(answer, "X-Pagination-Page-Count", "%ld", pages);
    answer_header(answer, "X-Pagination-Item-Count", "%ld", count);
    answer_json_take(answer, 200, part);
}

void answer_release(struct answer *answer)
{
    answer_drop_body(answer);
    json_decref(answer->headers);
}
