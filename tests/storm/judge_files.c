/* Judges the files that a run leaves: no secrets, no temporary files, and a complete login. */
#include <dirent.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "ledger.h"
#include "storm.h"
#include "tmpdir.h"

static void look_for_secrets(struct storm *storm, const struct run *run,
                             const struct words *secrets, const struct bytes *in, const char *where)
{
    for (size_t i = 0; i < secrets->count; i++)
        if (bytes_find(in, 0, secrets->at[i], strlen(secrets->at[i])) >= 0) {
            storm_problem(storm, run, "secret %zu is in %s", i, where);
            return;
        }
}

/* Searches every file below a directory. */
static void search_tree(struct storm *storm, const struct run *run, const struct words *secrets,
                        const char *path)
{
    DIR *all = opendir(path);

    if (!all) {
        struct bytes text = {0};
        if (bytes_read_file(&text, path))
            look_for_secrets(storm, run, secrets, &text, path);
        bytes_release(&text);
        return;
    }
    /* cppcheck-suppress readdirCalled */
    for (struct dirent *one; (one = readdir(all));) {
        if (strcmp(one->d_name, ".") == 0 || strcmp(one->d_name, "..") == 0)
            continue;
        char *below = tmpdir_path(path, one->d_name);
        search_tree(storm, run, secrets, below);
        free(below);
    }
    closedir(all);
}

static bool was_killed(const struct run *run)
{
    for (unsigned i = 0; i < run->crew.count; i++)
        if (run->crew.acts[i].struck && run->crew.acts[i].blow.signal == SIGKILL)
            return true;
    return false;
}

/* Returns whether it is the file itself, its lock, or a pending renewal, which the next program
 * continues. */
static bool is_kept(const char *name, const char *keep)
{
    size_t n = strlen(keep);

    return n && strncmp(name, keep, n) == 0 &&
           (!name[n] || strcmp(name + n, ".lock") == 0 || strcmp(name + n, ".renewal") == 0);
}

/* After SIGKILL no program can clean up; then we do. */
static void judge_rubbish(struct storm *storm, const struct run *run, const char *below,
                          const char *keep)
{
    char *path = tmpdir_path(storm->world.tmp, below);
    DIR *all = opendir(path);

    /* cppcheck-suppress readdirCalled */
    for (struct dirent *one; all && (one = readdir(all));) {
        const char *name = one->d_name;
        if (strcmp(name, ".") == 0 || strcmp(name, "..") == 0 || is_kept(name, keep))
            continue;
        char *rubbish = tmpdir_path(path, name);
        if (!was_killed(run))
            storm_problem(storm, run, "it left %s/%s behind", below, name);
        tmpdir_remove(rubbish);
        free(rubbish);
    }
    if (all)
        closedir(all);
    free(path);
}

void judge_files(struct storm *storm, const struct run *run)
{
    static const char *const places[] = {"state", "cache", "tmp", "run", "config", "data", "out"};
    struct words secrets = {0};

    ledger_secrets(&secrets, storm->secrets, NULL);
    look_for_secrets(storm, run, &secrets, &run->crew.shown, "the arguments of a process");
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        char *path = tmpdir_path(storm->world.tmp, places[i]);
        search_tree(storm, run, &secrets, path);
        free(path);
    }
    words_release(&secrets);
    judge_rubbish(storm, run, "tmp", "");
    judge_rubbish(storm, run, "home", ".pytrakt.json");
}

/* Returns whether something in the run can have lost the answer to a renewal. Ctrl-C and SIGTERM
 * cannot: programs wait until the answer is stored. */
static bool may_lose(const struct storm *storm, const struct run *run)
{
    struct ledger ledger;
    bool may = false;

    ledger_read(&ledger, storm->log, run->crew.log_from);
    for (size_t i = 0; i < ledger.count; i++)
        may |= strncmp(ledger.entries[i].uri, "/oauth/token", 12) == 0 &&
               (*ledger.entries[i].faults || run->torn || was_killed(run));
    ledger_release(&ledger);
    return may;
}

static bool is_last(const struct storm *storm, const char *kind, const char *secret)
{
    struct words all = {0};

    ledger_secrets(&all, storm->secrets, kind);
    bool last = secret && all.count && strcmp(all.at[all.count - 1], secret) == 0;
    words_release(&all);
    return last;
}

/* Returns whether the file of an interrupted renewal has the newest login. The answer follows its
 * first line; the next run can use it only if it is a complete object. */
static bool has_newest(const struct storm *storm, const struct bytes *file)
{
    long head = bytes_find(file, 0, "\n", 1);
    const char *access = NULL, *refresh = NULL;
    json_t *answer = head < 0 ? NULL
                              : json_loadb((const char *)file->at + head + 1,
                                           file->len - (size_t)head - 1, 0, NULL);

    json_unpack(answer, "{s:s, s:s}", "access_token", &access, "refresh_token", &refresh);
    bool newest = is_last(storm, "access", access) && is_last(storm, "refresh", refresh);
    json_decref(answer);
    return newest;
}

static bool is_in_renewal(struct storm *storm, const struct run *run, const char *path)
{
    char *name = format_text("%s.renewal", path);
    struct bytes text = {0};
    struct stat about = {0};

    if (stat(name, &about) == 0 && (about.st_mode & 0777) != 0600)
        storm_problem(storm, run, "%s has mode %o", name, about.st_mode & 0777);
    bool there = bytes_read_file(&text, name) && has_newest(storm, &text);
    bytes_release(&text);
    free(name);
    return there;
}

bool judge_login(struct storm *storm, const struct run *run)
{
    char *path = tmpdir_path(storm->world.tmp, "home/.pytrakt.json");
    json_t *login = json_load_file(path, 0, NULL);
    const char *access = NULL, *refresh = NULL, *id = NULL, *secret = NULL;
    json_int_t expires = 0;
    struct stat about = {0};
    bool whole = json_unpack(login, "{s:s, s:s, s:s, s:s, s:I, s:n}", "OAUTH_TOKEN", &access,
                             "OAUTH_REFRESH", &refresh, "CLIENT_ID", &id, "CLIENT_SECRET", &secret,
                             "OAUTH_EXPIRES_AT", &expires, "APPLICATION_ID") == 0;

    if (!whole)
        storm_problem(storm, run, "the credentials file is not whole");
    if (stat(path, &about) == 0 && (about.st_mode & 0777) != 0600)
        storm_problem(storm, run, "the credentials file has mode %o", about.st_mode & 0777);
    bool kept = whole && is_last(storm, "access", access) && is_last(storm, "refresh", refresh);
    kept = is_in_renewal(storm, run, path) || kept;
    if (whole && !kept && !may_lose(storm, run))
        storm_problem(storm, run, "the login is lost, and nothing explains it");
    json_decref(login);
    free(path);
    return kept;
}
