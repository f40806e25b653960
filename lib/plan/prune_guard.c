/* The guards. Each guard detects a situation in which files look as if they were gone, although the
 * library is complete. */
#include "plan/prune.h"

#include <inttypes.h>
#include <string.h>

#include "base/text.h"

enum { DAY_S = 86400 };

struct voice {
    void (*report)(const char *format, ...) __attribute__((format(printf, 1, 2)));
    size_t count;
};

#define SAY(voice, ...) ((voice)->count++, (voice)->report("--prune: " __VA_ARGS__))

/* --- Each document by itself --- */

static void guard_text(const struct prune_document *d, struct voice *voice)
{
    if (!d->is_document)
        SAY(voice, "%s: not a complete scan document (cvi-scan --output writes one)", d->name);
    else if (!d->is_known)
        SAY(voice,
            "%s: does not state what was scanned, because an earlier version wrote it (scan again)",
            d->name);
    else if (d->read != d->total)
        SAY(voice,
            "%s: has %" JSON_INTEGER_FORMAT " files, but states a total of %" JSON_INTEGER_FORMAT,
            d->name, d->read, d->total);
}

static void guard_coverage(const struct prune_document *d, struct voice *voice)
{
    if (!d->is_document || !d->is_known)
        return;
    if (!d->is_finished && d->is_missing_files)
        SAY(voice,
            "%s: the scan missed files: is every disk mounted? (if they were deleted, scan once "
            "with --allow-loss)",
            d->name);
    else if (!d->is_finished)
        SAY(voice, "%s: the scan is not finished (scan again)", d->name);
    if (*d->left_out)
        SAY(voice, "%s: the scan left out files, because of %s (scan whole directories)", d->name,
            d->left_out);
    if (!d->root_count)
        SAY(voice, "%s: names no directory", d->name);
    else if (!d->is_inside)
        SAY(voice, "%s: names a file outside the directories that were scanned", d->name);
}

/* Returns the number of files in a directory, in all parts of the scan. */
static json_int_t files_of(const struct prune_survey *s, const char *path)
{
    json_int_t files = 0;

    for (size_t i = 0; i < s->document_count; i++) {
        for (size_t j = 0; j < s->documents[i].root_count; j++) {
            const struct prune_root *root = &s->documents[i].roots[j];

            files += strcmp(root->path, path) == 0 ? root->files : 0;
        }
    }
    return files;
}

static void guard_root(const struct prune_survey *s, const struct prune_document *d,
                       const struct prune_root *root, struct voice *voice)
{
    if (!files_of(s, root->path))
        SAY(voice, "%s: had no files when it was scanned: was it mounted? (%s)", root->path,
            d->name);
    if (root->error)
        SAY(voice, "%s: %s: is it mounted?", root->path, strerror(root->error));
    else if (root->is_empty)
        SAY(voice, "%s: empty: is it mounted?", root->path);
    else if (!*root->kind || strcmp(root->kind, root->today) != 0)
        SAY(voice, "%s: the file system is %s now, but was %s at the scan: is the disk mounted?",
            root->path, root->today, *root->kind ? root->kind : "unknown");
    else if (root->looked && !root->found)
        SAY(voice, "%s: none of the expected files exists: is it mounted?", root->path);
}

/* --- The parts of --shard --- */

static bool has_root(const struct prune_document *d, const char *path)
{
    for (size_t i = 0; i < d->root_count; i++) {
        if (strcmp(d->roots[i].path, path) == 0)
            return true;
    }
    return false;
}

static bool has_all_roots(const struct prune_document *d, const struct prune_document *of)
{
    for (size_t i = 0; i < of->root_count; i++) {
        if (!has_root(d, of->roots[i].path))
            return false;
    }
    return true;
}

/* Returns whether both documents are parts of the same scan: they have the same number of parts and
 * the same directories. */
static bool belong_together(const struct prune_document *one, const struct prune_document *other)
{
    return one->shards == other->shards && has_all_roots(one, other) && has_all_roots(other, one);
}

/* Returns the document that is part `number` of the same scan as `d`; NULL: not found. */
static const struct prune_document *part_of(const struct prune_survey *s,
                                            const struct prune_document *d, json_int_t number)
{
    for (size_t i = 0; i < s->document_count; i++) {
        if (s->documents[i].shard == number && belong_together(&s->documents[i], d))
            return &s->documents[i];
    }
    return NULL;
}

static void guard_shard(const struct prune_survey *s, const struct prune_document *d,
                        struct voice *voice)
{
    for (json_int_t number = 1; number <= d->shards; number++) {
        const struct prune_document *part = part_of(s, d, number);

        if (!part) {
            SAY(voice,
                "%s: is part %" JSON_INTEGER_FORMAT " of %" JSON_INTEGER_FORMAT
                " of a scan, and part %" JSON_INTEGER_FORMAT " is missing "
                "(give --scan for each part)",
                d->name, d->shard, d->shards, number);
            return;
        }
        if (d->finished_at_s - part->finished_at_s > DAY_S) {
            SAY(voice,
                "%s: this part of the scan is more than a day older than %s (scan this part again)",
                part->name, d->name);
            return;
        }
    }
}

/* --- All documents together --- */

static void guard_documents(const struct prune_survey *s, struct voice *voice)
{
    for (size_t i = 0; i < s->document_count; i++) {
        const struct prune_document *d = &s->documents[i];

        guard_text(d, voice);
        guard_coverage(d, voice);
        for (size_t j = 0; j < d->root_count; j++)
            guard_root(s, d, &d->roots[j], voice);
        guard_shard(s, d, voice);
    }
}

static bool are_read(const struct prune_survey *s)
{
    for (size_t i = 0; i < s->document_count; i++) {
        if (!s->documents[i].is_document || !s->documents[i].is_known)
            return false;
    }
    return true;
}

/* Objects if there are no healthy files. If a document is incomplete or does not state its
 * coverage, another guard reports it, and this guard reports nothing. */
static void guard_healthy(const struct prune_survey *s, struct voice *voice)
{
    if (!s->healthy && are_read(s))
        SAY(voice, "the scan has no healthy files");
}

static void guard_input(const struct prune_survey *s, struct voice *voice)
{
    if (s->healthy_unread)
        SAY(voice,
            "%" PRIu64
            " healthy file%s of the scan %s no record in the input: the input was filtered, or "
            "comes from another scan",
            s->healthy_unread, text_plural(s->healthy_unread),
            s->healthy_unread == 1 ? "has" : "have");
    if (s->nameless)
        SAY(voice, "%" PRIu64 " line%s of the input %s no file", s->nameless,
            text_plural(s->nameless), s->nameless == 1 ? "names" : "name");
    if (s->other_type)
        SAY(voice, "cvi-match --type left out %" PRIu64 " record%s (run cvi-match without --type)",
            s->other_type, text_plural(s->other_type));
    if (s->retry)
        SAY(voice, "%" PRIu64 " record%s could not be matched yet: try again later", s->retry,
            text_plural(s->retry));
}

static void guard_ledger(const struct prune_survey *s, struct voice *voice)
{
    if (s->ledger_fault)
        SAY(voice, "the ledger, which records what cvi has changed, cannot be used: %s",
            s->ledger_fault);
}

uint64_t prune_most(const struct prune_survey *s)
{
    uint64_t share = s->ours / 100 * PRUNE_MOST_PERCENT + s->ours % 100 * PRUNE_MOST_PERCENT / 100;

    if (s->most >= 0)
        return (uint64_t)s->most;
    return share ? share : 1;
}

static void guard_number(const struct prune_survey *s, struct voice *voice)
{
    uint64_t most = prune_most(s);

    if (s->going <= most)
        return;
    if (s->most >= 0)
        SAY(voice, "%" PRIu64 " of %" PRIu64 " titles would be removed, more than --max-remove %ld",
            s->going, s->ours, s->most);
    else
        SAY(voice,
            "%" PRIu64 " of %" PRIu64
            " titles would be removed, more than %d %% (--max-remove %" PRIu64 " allows it)",
            s->going, s->ours, PRUNE_MOST_PERCENT, s->going);
}

size_t prune_guard(const struct prune_survey *survey,
                   void (*report)(const char *format, ...) __attribute__((format(printf, 1, 2))))
{
    static void (*const guards[])(const struct prune_survey *, struct voice *) = {
        guard_documents, guard_healthy, guard_input, guard_ledger, guard_number,
    };
    struct voice voice = {.report = report};

    for (size_t i = 0; i < sizeof guards / sizeof *guards; i++)
        guards[i](survey, &voice);
    return voice.count;
}
