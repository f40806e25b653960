/* Judges the output of each pipeline: every file once, in order, with its right title, and a
 * matching exit status. */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "storm.h"
#include "tmpdir.h"

enum { DATA_ERROR = 65, INTERRUPTED = 130 };

/* The statement about a file, from any program. */
struct told {
    json_t *record;
    const char *file, *exact; /* exact: base64, or NULL */
    const char *status;       /* "matched", "not_found", ..., or NULL */
    const char *type;
    json_int_t trakt;
    bool failed;              /* it has an error */
    bool no_room;             /* its title does not fit on the list */
    bool claims;              /* it claims that the title is on the list */
    const char *stage, *code; /* of the error, or "" */
};

static struct told told_by_pipe(json_t *record)
{
    struct told told = {.record = record, .type = "", .stage = "", .code = ""};
    const char *sync = NULL;
    json_t *error = NULL;

    json_unpack(record, "{s?s, s?s, s?{s?s, s?s, s?{s?I}}, s?{s?s}, s?o}", "filename", &told.file,
                "filename_b64", &told.exact, "match", "status", &told.status, "type", &told.type,
                "ids", "trakt", &told.trakt, "sync", "status", &sync, "error", &error);
    told.failed = error != NULL;
    told.claims = sync && strcmp(sync, "failed") != 0;
    told.no_room = sync && !told.claims;
    json_unpack(error, "{s?s, s?s}", "stage", &told.stage, "code", &told.code);
    return told;
}

static struct told told_by_report(json_t *result)
{
    struct told told = {.record = result, .type = "", .stage = "", .code = ""};

    json_unpack(result, "{s?s, s?s, s?s, s?s, s?I}", "filename", &told.file, "filename_b64",
                &told.exact, "status", &told.status, "type", &told.type, "trakt_id", &told.trakt);
    told.claims = told.status && strcmp(told.status, "added") == 0;
    told.no_room = told.status && strcmp(told.status, "failed") == 0;
    told.failed = json_object_get(result, "error") != NULL;
    if (told.claims)
        told.status = "matched";
    if (!told.type)
        told.type = "";
    return told;
}

static char *base64(const char *text)
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    struct bytes out = {0};
    size_t n = strlen(text);

    for (size_t i = 0; i < n; i += 3) {
        unsigned long three = (unsigned long)(unsigned char)text[i] << 16;
        three |= i + 1 < n ? (unsigned long)(unsigned char)text[i + 1] << 8 : 0;
        three |= i + 2 < n ? (unsigned char)text[i + 2] : 0;
        bytes_printf(&out, "%c%c%c%c", digits[three >> 18], digits[three >> 12 & 63],
                     i + 1 < n ? digits[three >> 6 & 63] : '=',
                     i + 2 < n ? digits[three & 63] : '=');
    }
    return out.at;
}

static bool is_file(const struct told *told, const char *file)
{
    if (!file || !told->file)
        return !file && !told->file;
    if (!told->exact)
        return strcmp(told->file, file) == 0;
    char *exact = base64(file);
    bool same = strcmp(told->exact, exact) == 0;
    free(exact);
    return same;
}

/* Checks that the title found is the file's title. */
static void judge_title(struct storm *storm, const struct run *run, const struct told *told,
                        const struct expected *expected)
{
    const struct title *title =
        expected->title >= 0 ? &storm->library.titles[expected->title] : NULL;
    bool matched = told->status && strcmp(told->status, "matched") == 0 && told->trakt;
    const char *name = expected->file ? expected->file : "(no file)";

    if (matched &&
        (!title || title->trakt != told->trakt || title->is_show != (*told->type == 's')))
        storm_problem(storm, run, "%s was taken for %s %lld", name, told->type,
                      (long long)told->trakt);
    if (title && told->status && !matched && !told->failed && (run->last || !storm->may_drop))
        storm_problem(storm, run, "%s is %s (%d), but it says '%s'", name, title->name, title->year,
                      told->status);
    if (title && !told->status && !told->failed)
        storm_problem(storm, run, "%s: neither a match nor an error", name);
    if (told->no_room && !storm->limit && run->calm) /* a 420 may be a fault */
        storm_problem(storm, run, "%s: reported as not fitting on the list, but there is room",
                      name);
    storm->full |= run->last && told->no_room;
    if (matched && !told->failed && !told->claims && !told->no_room)
        storm_problem(storm, run, "%s: matched, and neither added nor an error", name);
    if (expected->unreadable && !told->failed)
        storm_problem(storm, run, "%s: should be an error", name);
    if (title && told->claims) {
        char *id = library_name(title);
        json_object_set_new(storm->claimed, id, json_true());
        free(id);
    }
}

/* Checks that all files are present and in order. A pipeline that was struck may stop at any place;
 * one cut line may follow. */
static void judge_sequence(struct storm *storm, const struct run *run, const struct act *act,
                           const struct told *told, size_t count)
{
    const struct library *library = &storm->library;

    for (size_t i = 0; i < count; i++) {
        if (i >= library->file_count) {
            storm_problem(storm, run, "more came out than went in: %zu for %zu", count,
                          library->file_count);
            return;
        }
        if (!is_file(&told[i], library->files[i].file)) {
            if (act->struck && i + 1 == count && !told[i].file && told[i].failed)
                return;
            storm_problem(storm, run, "record %zu is %s, not %s", i + 1,
                          told[i].file ? told[i].file : "(no file)",
                          library->files[i].file ? library->files[i].file : "(no file)");
            return;
        }
        judge_title(storm, run, &told[i], &library->files[i]);
    }
    if (!act->struck && count < library->file_count)
        storm_problem(storm, run, "only %zu of %zu records came out", count, library->file_count);
}

/* Returns the status with which cvi-extract must exit. */
static int extract_status(const struct library *library)
{
    return library->has_lines ? DATA_ERROR : library->has_unclear;
}

bool judge_is_documented(int status)
{
    static const int documented[] = {0, 1, 65, 69, 75, 77, 78};

    for (size_t i = 0; i < sizeof documented / sizeof *documented; i++)
        if (documented[i] == status)
            return true;
    return false;
}

static void judge_stage(struct storm *storm, const struct run *run, unsigned stage, int status,
                        unsigned errors)
{
    const char *name = crew_stages[stage];

    if (stage == 0 && status != extract_status(&storm->library))
        storm_problem(storm, run, "%s ended with %d, not %d", name, status,
                      extract_status(&storm->library));
    if (stage == 0)
        return;
    if (!judge_is_documented(status) || (status != 0) != (errors != 0))
        storm_problem(storm, run, "%s ended with %d, and %u records failed in it", name, status,
                      errors);
    if (run->calm && status > 1)
        storm_problem(storm, run, "%s ended with %d when nothing went wrong", name, status);
}

static void judge_pipe(struct storm *storm, const struct run *run, const struct act *act)
{
    struct bytes out = {0};
    struct told *told = NULL;
    size_t count = 0;
    unsigned errors[STAGES] = {0};
    json_t *records = json_array();

    (void)bytes_read_file(&out, act->out);
    for (char *rest = out.at, *line; rest && (line = strsep(&rest, "\n")) && (rest || *line);) {
        json_t *record = json_loads(line, JSON_REJECT_DUPLICATES, NULL);
        if (!json_is_object(record)) {
            json_decref(record);
            if (!act->struck || rest)
                storm_problem(storm, run, "a line that is no record: %.80s", line);
            break;
        }
        json_array_append_new(records, record);
        told = resize(told, count + 1, sizeof *told);
        told[count++] = told_by_pipe(record);
    }
    for (size_t i = 0; i < count; i++)
        for (unsigned stage = 0; stage < STAGES; stage++)
            errors[stage] += strcmp(told[i].stage, crew_stages[stage]) == 0 ||
                             (told[i].no_room && stage + 1 == STAGES);
    judge_sequence(storm, run, act, told, count);
    for (unsigned stage = 0; stage < STAGES && !act->struck; stage++)
        judge_stage(storm, run, stage, act->statuses[stage], errors[stage]);
    json_decref(records);
    free(told);
    bytes_release(&out);
}

static void judge_script_status(struct storm *storm, const struct run *run, int status,
                                unsigned errors, bool has_report)
{
    int least = extract_status(&storm->library);

    if (errors && least == 0)
        least = 1;
    if (!judge_is_documented(status) || status < least || (has_report && !errors && status > least))
        storm_problem(storm, run, "cvi-trakt-sync ended with %d; %u records failed", status,
                      errors);
    if (run->calm && status > least)
        storm_problem(storm, run, "cvi-trakt-sync ended with %d when nothing went wrong", status);
}

static void judge_script(struct storm *storm, const struct run *run, const struct act *act)
{
    json_error_t why;
    json_t *report = json_load_file(act->report, JSON_REJECT_DUPLICATES, &why);
    json_t *results = json_object_get(report, "results"), *result;
    size_t count = json_array_size(results), i;
    unsigned errors = 0;
    struct told *told = resize(NULL, count + 1, sizeof *told);

    json_array_foreach(results, i, result)
    {
        told[i] = told_by_report(result);
        errors += told[i].failed || told[i].no_room;
    }
    if (!report && access(act->report, F_OK) == 0)
        storm_problem(storm, run, "the report is no JSON: line %d: %s", why.line, why.text);
    if (!report && !act->struck && run->calm)
        storm_problem(storm, run, "there is no report");
    if (report)
        judge_sequence(storm, run, act, told, count);
    if (!act->struck)
        judge_script_status(storm, run, act->statuses[0], errors, report != NULL);
    free(told);
    json_decref(report);
}

/* Checks for sanitizer reports, reports of broken caches, and messages without a program's name. */
static void judge_words(struct storm *storm, const struct run *run, const struct act *act)
{
    static const char *const bad[] = {"Sanitizer", "runtime error", "malformed", "not a database",
                                      "corrupted", "assert",        "dumped"};
    struct bytes err = {0};

    (void)bytes_read_file(&err, act->err);
    for (char *rest = err.at, *line; rest && (line = strsep(&rest, "\n"));) {
        for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
            if (strstr(line, bad[i]))
                storm_problem(storm, run, "it said: %s", line);
        if (*line && !act->struck && strncmp(line, "cvi-", 4) != 0)
            storm_problem(storm, run, "nobody signed: %s", line);
    }
    bytes_release(&err);
}

/* Checks whether a process died of a signal that was not sent by the storm. */
static void judge_deaths(struct storm *storm, const struct run *run, const struct act *act)
{
    for (unsigned i = 0; i < act->count; i++) {
        const char *program = strrchr(act->stages[i].at[0], '/');
        int signal = act->pids[i] ? act->statuses[i] - 128 : 0;
        if (signal > 0 && !(act->struck && (signal == act->blow.signal || signal == 13)))
            if (!(signal + 128 == INTERRUPTED && act->struck))
                storm_problem(storm, run, "%s was killed by signal %d",
                              program ? program + 1 : act->stages[i].at[0], signal);
    }
}

bool judge_act(struct storm *storm, const struct run *run, const struct act *act)
{
    if (act->hung) {
        storm_problem(storm, run, "%s hangs", act->is_script ? "cvi-trakt-sync" : "the pipe");
        return false;
    }
    judge_deaths(storm, run, act);
    judge_words(storm, run, act);
    return true;
}

void judge_outputs(struct storm *storm, const struct run *run)
{
    for (unsigned i = 0; i < run->crew.count; i++) {
        const struct act *act = &run->crew.acts[i];
        if (!judge_act(storm, run, act))
            continue;
        if (act->is_script)
            judge_script(storm, run, act);
        else
            judge_pipe(storm, run, act);
    }
}
