/* Describes in a scan document which files the scan covered. A program can then decide whether a
 * file that is not in the document is really gone. */
#include "scan/parts.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/text.h"
#include "scan/place.h"
#include "scan/root.h"

static json_t *repaired(const char *path)
{
    struct buf text = BUF_INIT(strlen(path) * 3 + 1);

    text_repair(&text, path, strlen(path));
    json_t *value = json_stringn(buf_text(&text), text.len);
    buf_release(&text);
    return value;
}

/* Sets `key` to the path as a string. If the path is not UTF-8, also sets `key_b64` to its bytes in
 * base64. */
static void put_path(json_t *object, const char *key, const char *key_b64, const char *path)
{
    json_object_set_new(object, key, repaired(path));
    if (text_is_utf8(path, strlen(path)))
        return;
    char *bytes = text_base64(path, strlen(path));
    json_object_set_new(object, key_b64, json_string(bytes));
    free(bytes);
}

void scan_coverage_add_root(struct scan_coverage *c, const struct scan_root *root)
{
    char *cwd = *root->path == '/' ? NULL : getcwd(NULL, 0);
    char *path = scan_root_path(root->path, cwd);
    char kind[SCAN_PLACE_WORD];
    json_t *object = json_object();

    put_path(object, "path", "path_b64", path);
    if (strcmp(path, root->path) != 0)
        put_path(object, "named", "named_b64", root->path);
    if (scan_place_kind(root->path, kind))
        json_object_set_new(object, "file_system", json_string(kind));
    json_object_set_new(object, "device", json_integer((json_int_t)root->about.st_dev));
    json_object_set_new(object, "files", json_integer((json_int_t)root->files));
    if (!c->roots)
        c->roots = json_array();
    json_array_append_new(c->roots, object);
    free(path);
    free(cwd);
}

static json_t *utc(int64_t now_s)
{
    char text[32] = "";
    time_t now = (time_t)now_s;
    struct tm parts;

    if (gmtime_r(&now, &parts))
        strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &parts);
    return json_string(text);
}

/* Returns an array of the options that can leave out files below the roots. */
static json_t *left_out(const struct scan_coverage *c)
{
    const struct scan_find_rules *rules = c->rules;
    const struct {
        bool given;
        const char *word;
    } table[] = {
        {rules->shards > 1, "shard"},
        {c->named, "names"},
        {c->files_from, "files-from"},
        {rules->extensions, "extensions"},
        {rules->exclude, "exclude"},
        {rules->flat, "no-recursive"},
        {rules->one_filesystem, "one-file-system"},
    };
    json_t *words = json_array();

    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        if (table[i].given)
            json_array_append_new(words, json_string(table[i].word));
    }
    return words;
}

void scan_coverage_put(const struct scan_coverage *c, int64_t now_s, json_t *summary)
{
    json_object_set_new(summary, "finished", json_boolean(c->finished));
    json_object_set_new(summary, "finished_at", utc(now_s));
    json_object_set_new(summary, "left_out", left_out(c));
    if (c->rules->shards > 1) {
        json_object_set_new(summary, "shard", json_integer((json_int_t)c->rules->shard));
        json_object_set_new(summary, "shards", json_integer((json_int_t)c->rules->shards));
    }
    json_object_set_new(summary, "roots", c->roots ? json_incref(c->roots) : json_array());
}

void scan_coverage_release(struct scan_coverage *c)
{
    json_decref(c->roots);
    c->roots = NULL;
}
