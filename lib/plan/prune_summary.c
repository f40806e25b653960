/* Reads the keys of a scan document's summary, which cvi-scan writes (lib/scan/coverage.c).
 * docs/record.md documents them. */
#include "plan/prune_summary.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/text.h"
#include "http/decide.h"
#include "json/ndjson.h"

enum { PATH_BYTES = 1 << 20 };

/* Returns a path as a new string; NULL: not found. If the document has the exact bytes in base64
 * (`key_b64`), they are used. */
static char *read_path(const json_t *root, const char *key, const char *key_b64)
{
    const char *text = json_string_value(json_object_get(root, key));
    const char *exact = json_string_value(json_object_get(root, key_b64));
    struct buf bytes = BUF_INIT(PATH_BYTES);

    if (!exact)
        return text ? cvi_strdup(text) : NULL;
    if (text_unbase64(&bytes, exact) && strlen(buf_text(&bytes)) == bytes.len)
        return buf_detach(&bytes);
    buf_release(&bytes);
    return NULL;
}

static bool read_root(const json_t *object, struct prune_root *root)
{
    const char *kind = json_string_value(json_object_get(object, "file_system"));
    const json_t *files = json_object_get(object, "files");

    root->path = read_path(object, "path", "path_b64");
    root->named = json_object_get(object, "named") ? read_path(object, "named", "named_b64")
                                                   : cvi_strdup(root->path ? root->path : "");
    if (kind)
        snprintf(root->kind, sizeof root->kind, "%s", kind);
    root->files = json_integer_value(files);
    return root->path && *root->path == '/' && root->named && json_is_integer(files);
}

static bool read_roots(const json_t *roots, struct prune_document *d)
{
    const json_t *object;
    size_t i;

    d->root_count = json_array_size(roots);
    if (d->root_count)
        d->roots = cvi_alloc(d->root_count * sizeof *d->roots);
    json_array_foreach(roots, i, object)
    {
        if (!read_root(object, &d->roots[i]))
            return false;
    }
    return json_is_array(roots);
}

/* Adds the option for a word of "left_out", or "file operands" for the word "names". Returns false
 * if there is no room. */
static bool add_cause(struct buf *out, const char *word)
{
    const char *separator = out->len ? ", " : "";

    return strcmp(word, "names") == 0 ? buf_printf(out, "%sfile operands", separator)
                                      : buf_printf(out, "%s--%s", separator, word);
}

/* Reads the reasons for omitted files. Returns false if they are invalid. Also returns false if
 * "left_out" and the shard numbers disagree on whether the document is a part of a scan. */
static bool read_left_out(const json_t *words, struct prune_document *d)
{
    struct buf text = BUF_INIT(sizeof d->left_out - 1);
    bool is_part = false, is_known = json_is_array(words);
    const json_t *word;
    size_t i;

    json_array_foreach(words, i, word)
    {
        const char *value = json_string_value(word);

        if (value && strcmp(value, "shard") == 0)
            is_part = true;
        else
            is_known &= value && *value && add_cause(&text, value);
    }
    snprintf(d->left_out, sizeof d->left_out, "%s", text.len ? buf_text(&text) : "");
    buf_release(&text);
    return is_known && is_part == (d->shards > 0);
}

static bool read_shard(const json_t *summary, struct prune_document *d)
{
    d->shard = json_integer_value(json_object_get(summary, "shard"));
    d->shards = json_integer_value(json_object_get(summary, "shards"));
    return (!d->shard && !d->shards) || (d->shard > 0 && d->shard <= d->shards);
}

bool prune_summary_read(const char *text, size_t len, struct prune_document *d)
{
    json_auto_t *summary = ndjson_load(text, len, NULL);
    const json_t *finished = json_object_get(summary, "finished");
    const json_t *total = json_object_get(summary, "total_files");
    const char *at = json_string_value(json_object_get(summary, "finished_at"));

    d->is_finished = json_is_true(finished);
    d->total = json_integer_value(total);
    d->finished_at_s = at ? http_read_time(at) : -1;
    bool is_part_known = read_shard(summary, d);
    bool are_words_known = read_left_out(json_object_get(summary, "left_out"), d);
    return read_roots(json_object_get(summary, "roots"), d) && is_part_known && are_words_known &&
           json_is_boolean(finished) && json_is_integer(total) && d->finished_at_s >= 0;
}

void prune_summary_release(struct prune_document *d)
{
    for (size_t i = 0; i < d->root_count; i++) {
        free(d->roots[i].path);
        free(d->roots[i].named);
    }
    free(d->roots);
    d->roots = NULL;
    d->root_count = 0;
}
