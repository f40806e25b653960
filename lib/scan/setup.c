/* Converts the options of a scan to settings. */
#include "scan/setup.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/msg.h"
#include "base/text.h"

enum { MOST_JOBS = 4096, MOST_NUMBER = 1000000, MOST_PARTS = 1000000 };

/* --- Parsers of option values, with their checks ---------------------------------------------- */

/* Reads the number between `text` and `end`. Returns false for other text, and for a number above
 * `most`. */
static bool number_before(const char *text, const char *end, long most, long *number)
{
    char *digits = cvi_strndup(text, (size_t)(end - text));
    bool read = text_number(digits, most, number);

    free(digits);
    return read;
}

struct unit {
    char letter;
    int64_t worth; /* in seconds or bytes */
};

/* Reads a number followed by its unit. Returns false for other strings. */
static bool read_with_unit(const char *text, const struct unit *units, size_t count, int64_t *read)
{
    size_t len = strlen(text);
    long number;

    for (size_t i = 0; len && i < count; i++) {
        if (text[len - 1] != units[i].letter)
            continue;
        if (!number_before(text, text + len - 1, MOST_NUMBER, &number))
            return false;
        *read = number * units[i].worth;
        return true;
    }
    return false;
}

bool scan_option_age(const char *text, int64_t *seconds)
{
    static const struct unit units[] = {{'h', 3600}, {'d', 86400}, {'w', 604800}};
    long days;

    if (!text_number(text, MOST_NUMBER, &days))
        return read_with_unit(text, units, sizeof units / sizeof *units, seconds);
    *seconds = (int64_t)days * 86400;
    return true;
}

bool scan_option_span(const char *text, int64_t *seconds)
{
    static const struct unit units[] = {{'s', 1}, {'m', 60}, {'h', 3600}, {'d', 86400}};

    return read_with_unit(text, units, sizeof units / sizeof *units, seconds);
}

bool scan_option_size(const char *text, uint64_t *bytes)
{
    static const struct unit units[] = {
        {'K', 1 << 10}, {'k', 1 << 10}, {'M', 1 << 20},          {'m', 1 << 20},
        {'G', 1 << 30}, {'g', 1 << 30}, {'T', (int64_t)1 << 40}, {'t', (int64_t)1 << 40},
    };
    static const char *const tails[] = {"iB", "B"};
    size_t len = strlen(text);
    int64_t read;

    for (size_t i = 0; i < sizeof tails / sizeof *tails; i++) {
        size_t tail = strlen(tails[i]);

        if (len > tail && strcmp(text + len - tail, tails[i]) == 0) {
            len -= tail;
            break;
        }
    }
    char *number = cvi_strndup(text, len);
    bool is_size = read_with_unit(number, units, sizeof units / sizeof *units, &read);
    free(number);
    if (is_size)
        *bytes = (uint64_t)read;
    return is_size;
}

bool scan_option_shard(const char *text, unsigned long *part, unsigned long *parts)
{
    const char *slash = strchr(text, '/');
    long one, all;

    if (!slash || !number_before(text, slash, MOST_PARTS, &one) ||
        !text_number(slash + 1, MOST_PARTS, &all) || one < 1 || one > all)
        return false;
    *part = (unsigned long)one;
    *parts = (unsigned long)all;
    return true;
}

static void add_ending(struct scan_endings *e, const char *text, size_t len)
{
    e->at = cvi_realloc(e->at, (e->count + 2) * sizeof *e->at);
    e->at[e->count++] = cvi_strndup(text, len);
    e->at[e->count] = NULL;
}

bool scan_option_endings(const char *word, void *endings)
{
    static const char between[] = ", \t\n";
    size_t before = ((struct scan_endings *)endings)->count;

    for (word += strspn(word, between); *word; word += strspn(word, between)) {
        size_t len = strcspn(word, between), dots = *word == '.';

        if (len == dots)
            return false;
        add_ending(endings, word + dots, len - dots);
        word += len;
    }
    return ((struct scan_endings *)endings)->count > before;
}

void scan_endings_release(struct scan_endings *e)
{
    for (size_t i = 0; i < e->count; i++)
        free((char *)e->at[i]);
    free(e->at);
    *e = (struct scan_endings){0};
}

/* --- Conversion to settings ------------------------------------------------------------------- */

const char *const scan_setup_fail_words[] = {"never", "suspicious", "corrupt", NULL};
const char *const scan_setup_format_words[] = {"records", "text", NULL};

bool scan_setup_directory(const char *word, void *words)
{
    return buf_add(&((struct scan_words *)words)->directories, &word, sizeof word);
}

static void read_words(const struct scan_words *words, struct scan_settings *s)
{
    if (words->older_than && !scan_option_age(words->older_than, &s->plan.older_than_s))
        msg_die(EX_USAGE, "--older-than: invalid age '%s' (examples: 90d, 12h, 2w)",
                words->older_than);
    if (words->forget && !scan_option_age(words->forget, &s->forget_s))
        msg_die(EX_USAGE, "--forget: invalid age '%s' (examples: 365d, 52w)", words->forget);
    if (words->time && !scan_option_span(words->time, &s->for_s))
        msg_die(EX_USAGE, "--for: invalid time '%s' (examples: 2h, 90m)", words->time);
    s->plan.oldest_first |= words->time != NULL;
    if (s->sorted && s->plan.oldest_first)
        msg_die(EX_USAGE, "--sorted: cannot be combined with %s, which scans in another order",
                words->time ? "--for" : "--oldest-first");
    if (words->shard && !scan_option_shard(words->shard, &s->rules.shard, &s->rules.shards))
        msg_die(EX_USAGE, "--shard: invalid part '%s' (examples: 1/3, 2/3, 3/3)", words->shard);
    if (!scan_option_size(words->memory, &s->memory_most))
        msg_die(EX_USAGE, "--memory: invalid size '%s' (examples: 256M, 1G)", words->memory);
    if (words->jobs > MOST_JOBS)
        msg_die(EX_USAGE, "--jobs: at most %d", MOST_JOBS);
    if (s->plan.way.content && words->mode != SCAN_DEEP && words->mode != SCAN_FULL)
        msg_die(EX_USAGE, "--content: requires --mode deep or full, which decode all files");
    if (words->records && s->output && strcmp(s->output, "-") == 0)
        msg_die(EX_USAGE, "--records: the document is already written to standard output (name a "
                          "file with --output)");
    if (s->nul && !s->files_from)
        msg_die(EX_USAGE, "--null: requires --files-from");
}

static int mode_of(const char *text)
{
    int mode = 0;

    while (scan_mode_words[mode] && strcmp(scan_mode_words[mode], text) != 0)
        mode++;
    return mode;
}

static void add_patterns(struct scan_words *words, const char *lines)
{
    words->patterns = cvi_strdup(lines);
    char *rest = words->patterns;

    for (char *pattern; (pattern = strsep(&rest, "\n")) != NULL;)
        globs_take(pattern, &words->exclude.patterns);
}

void scan_setup_config(struct scan_words *words, struct scan_settings *s,
                       const struct config *config)
{
    const char *endings = config_text(config, CONFIG_SCAN_EXTENSIONS);
    const char *exclude = config_text(config, CONFIG_SCAN_EXCLUDE);

    if (words->mode < 0)
        words->mode = mode_of(config_text(config, CONFIG_SCAN_MODE));
    if (words->jobs < 0)
        words->jobs = config_number(config, CONFIG_SCAN_JOBS);
    if (!words->ffmpeg) {
        words->ffmpeg = config_text(config, CONFIG_SCAN_FFMPEG);
        words->ffmpeg_origin = config->value[CONFIG_SCAN_FFMPEG].origin;
    }
    if (!words->depth)
        s->rules.flat = strcmp(config_text(config, CONFIG_SCAN_RECURSIVE), "false") == 0;
    if (endings && !words->endings.count) {
        scan_option_endings(endings, &words->endings);
        s->rules.extensions_origin = config->value[CONFIG_SCAN_EXTENSIONS].origin;
    }
    if (exclude)
        add_patterns(words, exclude);
}

/* Returns a new array: the arguments of --directory, followed by the operands. For an operand "-",
 * which is not added, sets files_from to standard input. */
static char **all_operands(const struct scan_words *words, struct scan_settings *s, char **operands,
                           size_t count)
{
    size_t named = words->directories.len / sizeof *operands;
    char **all = cvi_alloc((named + count + 1) * sizeof *all), **next = all + named;

    if (named)
        memcpy(all, words->directories.at, words->directories.len);
    for (size_t i = 0; i < count; i++) {
        if (strcmp(operands[i], "-") != 0)
            *next++ = operands[i];
        else if (s->files_from && strcmp(s->files_from, "-") != 0)
            msg_die(EX_USAGE,
                    "-: cannot be combined with --files-from %s (for a file called '-', use ./-)",
                    s->files_from);
        else
            s->files_from = "-";
    }
    return all;
}

static bool reads_standard_input(const struct scan_settings *s)
{
    return s->files_from && strcmp(s->files_from, "-") == 0;
}

static bool has_relative(char *const *operands)
{
    while (*operands && **operands == '/')
        operands++;
    return *operands != NULL;
}

/* Sets rules.cwd, which makes names absolute, if required. By default, names in a document are
 * absolute, so that the document can be used from any directory. */
static void set_cwd(const struct scan_words *words, struct scan_settings *s)
{
    if (words->absolute && words->as_named)
        msg_die(EX_USAGE, "--absolute and --no-absolute cannot be combined");
    if (!words->absolute && (!s->output || words->as_named))
        return;
    s->rules.cwd = getcwd(NULL, 0);
    if (s->rules.cwd)
        return;
    if (s->files_from || has_relative(s->operands))
        msg_die(EX_OSERR,
                "cannot find the current directory: %s (use absolute paths, or see --no-absolute)",
                strerror(errno));
    s->rules.cwd = cvi_strdup("");
}

/* Returns the path of the cache in the XDG state directory, a new string; NULL if this directory is
 * unknown. */
static char *cache_path(const char *state_home, const char *home)
{
    char *state = file_xdg(state_home, home, ".local/state");
    char *path = state ? file_join(state, "scans.db") : NULL;

    free(state);
    return path;
}

/* Selects what is printed: records, lines of text, the closing summary. */
static void set_shown(struct scan_settings *s, bool records, bool text)
{
    bool file = s->output && strcmp(s->output, "-") != 0;
    bool terminal = isatty(STDERR_FILENO), quiet = msg_get_level() == MSG_QUIET;

    s->records = records || !s->output;
    s->text = text;
    s->summary = !quiet && (file || terminal || msg_get_level() == MSG_VERBOSE);
}

void scan_setup(struct scan_words *words, struct scan_settings *s, char **operands, size_t count,
                const char *state, const char *home)
{
    s->operands = all_operands(words, s, operands, count);
    read_words(words, s);
    if (!*s->operands && !s->files_from)
        msg_die(EX_USAGE, "no file or directory given (see %s --help)", msg_program());
    globs_start(&words->globs, &words->exclude, reads_standard_input(s));
    if (!globs_are_none(&words->globs))
        s->rules.exclude = &words->globs;
    set_cwd(words, s);
    s->cache = words->no_cache ? NULL : cache_path(state, home);
    s->plan.way.mode = (enum scan_mode)words->mode;
    s->plan.way.stall_s = (unsigned)words->stall_s;
    s->plan.way.hash |= s->plan.verify;
    s->rules.extensions = words->endings.at;
    s->jobs = (unsigned)words->jobs;
    s->output_mode = file_output_mode();
    s->fail_on = (enum scan_status)words->fail_on;
    set_shown(s, words->records, words->format > 0);
}

/* Finds the decoder. If the configuration names a missing program, searches PATH for ffmpeg. The
 * earlier program in Python does the same, and its config files name /usr/bin/ffmpeg. */
static void find_decoder(const struct scan_words *words, char *const *environment,
                         struct probe_tool *tool)
{
    probe_find(tool, words->ffmpeg, environment);
    if (tool->path || !words->ffmpeg_origin || strcmp(words->ffmpeg, "ffmpeg") == 0)
        return;
    probe_tool_release(tool);
    probe_find(tool, "ffmpeg", environment);
    if (tool->path)
        msg_note("%s: %s: not found, using %s", words->ffmpeg_origin, words->ffmpeg, tool->path);
}

void scan_setup_decoder(const struct scan_words *words, struct scan_settings *s,
                        char *const *environment, struct probe_tool *tool)
{
    bool enabled = strcmp(words->ffmpeg, "none") != 0;

    *tool = (struct probe_tool){0};
    if (enabled)
        find_decoder(words, environment, tool);
    if (enabled && !tool->path && s->plan.way.mode != SCAN_QUICK)
        msg_note("%s: %s, so only the structure of files is checked (%s)", words->ffmpeg,
                 file_has_room() ? "not found" : strerror(errno),
                 file_has_run_out(errno) ? "see ulimit -n" : "install ffmpeg, or see --ffmpeg");
    const char *lacking =
        s->plan.way.content && tool->path ? probe_tool_lacks(tool, probe_stretch_filters) : NULL;
    if (lacking)
        msg_die(EX_USAGE, "--content: ffmpeg %s does not have the filter %s (see --ffmpeg)",
                tool->version, lacking);
    s->plan.way.tool = tool;
}

void scan_setup_release(struct scan_words *words, struct scan_settings *s)
{
    scan_endings_release(&words->endings);
    buf_release(&words->directories);
    glob_words_release(&words->exclude);
    free(words->patterns);
    words->patterns = NULL;
    globs_release(&words->globs);
    free((void *)s->operands);
    free((void *)s->cache);
    free((void *)s->rules.cwd);
    s->rules.cwd = NULL;
    s->operands = NULL;
    s->cache = NULL;
}
