/* The sources of settings, their order, and the messages about wrong ones. S4 to S12, S17, S56,
 * S72, S77. */
#include <criterion/criterion.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "config/config.h"
#include "tmpdir.h"

/* Each test starts in an empty directory of its own, which is also its home. */
static char *directory;
static char *environment[16];
static size_t variables;

static void set(const char *line)
{
    environment[variables++] = cvi_strdup(line);
}

static void put(const char *name, const char *text)
{
    cr_assert(tmpdir_write(directory, name, text, strlen(text), 0600));
}

static void enter(void)
{
    directory = tmpdir_make();
    cr_assert_eq(chdir(directory), 0);
    environment[variables++] = cvi_format("HOME=%s", directory);
}

static void leave(void)
{
    cr_assert_eq(chdir("/"), 0);
    tmpdir_remove(directory);
    free(directory);
    while (variables)
        free(environment[--variables]);
}

TestSuite(config, .init = enter, .fini = leave);

static void expect(enum config_key key, const char *text, const char *origin)
{
    struct config c;
    struct why why = {0};

    cr_assert(config_load(&c, CONFIG_FOR_TRAKT, environment, &why), "%s", why.text);
    if (text)
        cr_expect_str_eq(config_text(&c, key), text);
    else
        cr_expect_null(config_text(&c, key));
    if (origin)
        cr_expect_str_eq(c.value[key].origin, origin);
    config_release(&c);
}

static void expect_refusal(int status, const char *text)
{
    struct config c;
    struct why why = {0};

    cr_assert_not(config_load(&c, CONFIG_FOR_TRAKT, environment, &why));
    cr_expect_eq(why.status, status);
    cr_expect_str_eq(why.text, text);
}

static void expect_warnings(const char *text)
{
    struct config c;
    struct why why = {0};

    cr_assert(config_load(&c, CONFIG_FOR_TRAKT, environment, &why), "%s", why.text);
    cr_expect_str_eq(buf_text(&c.warnings), text);
    config_release(&c);
}

Test(config, each_source_outranks_those_below_it)
{
    put("config.yaml", "trakt:\n  client_id: from-yaml\n");
    expect(CONFIG_CLIENT_ID, "from-yaml", "config.yaml:2");
    put("docker/secrets/trakt_client_id.txt", "from-docker\n");
    expect(CONFIG_CLIENT_ID, "from-docker", "docker/secrets/trakt_client_id.txt");
    set("CVI_SECRETS_DIR=vault");
    expect(CONFIG_CLIENT_ID, "from-docker", "docker/secrets/trakt_client_id.txt");
    put("vault/trakt_client_id", "from-vault");
    expect(CONFIG_CLIENT_ID, "from-vault", "vault/trakt_client_id");
    put("vault/trakt_client_id.txt", "from-vault-txt");
    expect(CONFIG_CLIENT_ID, "from-vault-txt", "vault/trakt_client_id.txt");
    set("TRKT_CLIENT_ID=from-alias");
    expect(CONFIG_CLIENT_ID, "from-alias", "TRKT_CLIENT_ID");
    set("CVI_TRAKT_CLIENT_ID=from-variable");
    expect(CONFIG_CLIENT_ID, "from-variable", "CVI_TRAKT_CLIENT_ID");
}

Test(config, an_option_outranks_all)
{
    put(".config/cvi/config.yaml", "trakt: {api_url: 'https://yaml.example.org'}");
    set("CVI_TRAKT_API_URL=https://variable.example.org/");
    expect(CONFIG_API_URL, "https://variable.example.org", "CVI_TRAKT_API_URL");
    config_given.text[CONFIG_API_URL] = "http://127.0.0.1:8080/";
    expect(CONFIG_API_URL, "http://127.0.0.1:8080", "--api-url");
    config_given.text[CONFIG_AUTH_URL] = "http://localhost:8081";
    expect(CONFIG_AUTH_URL, "http://localhost:8081", "--auth-url");
    set("CVI_TRAKT_ACCESS_TOKEN=from-variable");
    expect(CONFIG_ACCESS_TOKEN, "from-variable", "CVI_TRAKT_ACCESS_TOKEN");
    config_given.token = "from-option";
    expect(CONFIG_ACCESS_TOKEN, "from-option", "--token");
}

Test(config, nothing_at_all_gives_the_defaults)
{
    char *file = cvi_format("%s/.pytrakt.json", directory);

    expect(CONFIG_CLIENT_ID, NULL, NULL);
    expect(CONFIG_CLIENT_SECRET, NULL, NULL);
    expect(CONFIG_ACCESS_TOKEN, NULL, NULL);
    expect(CONFIG_DEFAULT_WATCHLIST, NULL, NULL);
    expect(CONFIG_INCLUDE_STATUSES, "healthy", "default");
    expect(CONFIG_API_URL, "https://api.trakt.tv", "default");
    expect(CONFIG_AUTH_URL, "https://auth.trakt.tv", "default");
    expect(CONFIG_CREDENTIALS_FILE, file, "default");
    expect_warnings("");
    free(file);
}

Test(config, without_a_home_only_the_default_of_the_credentials_file_is_lost)
{
    free(environment[0]);
    environment[0] = cvi_strdup("CVI_TRAKT_API_URL=");
    expect(CONFIG_CREDENTIALS_FILE, NULL, "default");
    set("CVI_TRAKT_CREDENTIALS_FILE=~/login.json");
    expect_refusal(EX_CONFIG,
                   "CVI_TRAKT_CREDENTIALS_FILE: HOME is not set, so '~' cannot be expanded");
}

Test(config, the_guides_file_is_read)
{
    /* S7, S8, S9 */
    put("config.yaml", "# config.yaml\n"
                       "trakt:\n"
                       "  client_id: \"your-client-id\"\n"
                       "  client_secret: \"your-client-secret\"\n"
                       "  default_watchlist: \"my-default-list\"  # Optional\n"
                       "  include_statuses: [\"healthy\"]  # Default: only sync healthy files\n");
    expect(CONFIG_CLIENT_ID, "your-client-id", "config.yaml:3");
    expect(CONFIG_CLIENT_SECRET, "your-client-secret", "config.yaml:4");
    expect(CONFIG_DEFAULT_WATCHLIST, "my-default-list", "config.yaml:5");
    expect(CONFIG_INCLUDE_STATUSES, "healthy", "config.yaml:6");
}

Test(config, the_files_of_the_earlier_program_load_without_a_word)
{
    put("config.yaml", "logging:\n  level: INFO\n  file: /tmp/inspector.log\n"
                       "ffmpeg:\n  command: /usr/bin/ffmpeg\n  quick_timeout: 30\n"
                       "processing:\n  max_workers: 8\n  default_mode: quick\n"
                       "output:\n  default_json: true\n  default_output_dir: \"/out\"\n"
                       "scan:\n  recursive: true\n  extensions: [.mp4, .mkv]\n"
                       "database:\n  path: ~/.corrupt-video-inspector/scans.db\n"
                       "api:\n  enabled: false\n  port: 8000\n"
                       "secrets:\n  docker_secrets_path: /run/secrets\n"
                       "trakt:\n  client_id: ''\n  client_secret: ''\n"
                       "  default_watchlist: null\n  include_statuses: [healthy]\n");
    expect_warnings("");
    expect(CONFIG_CLIENT_ID, NULL, NULL);
    expect(CONFIG_DEFAULT_WATCHLIST, NULL, NULL);
}

Test(config, the_first_of_the_usual_files_is_read)
{
    set("XDG_CONFIG_HOME=relative"); /* relative: must be ignored according to the specification */
    put("relative/cvi/config.yaml", "trakt: {client_id: no}");
    put(".config/corrupt-video-inspector/config.yaml", "trakt: {client_id: old}");
    expect(CONFIG_CLIENT_ID, "old", NULL);
    put(".config/cvi/config.yaml", "trakt: {client_id: own}");
    expect(CONFIG_CLIENT_ID, "own", NULL);
    put("config.yml", "trakt: {client_id: yml}");
    expect(CONFIG_CLIENT_ID, "yml", "config.yml:1");
    put("config.yaml", "trakt: {client_id: yaml}");
    expect(CONFIG_CLIENT_ID, "yaml", "config.yaml:1");
    put("named.yaml", "trakt: {client_id: named}");
    config_given.file = "named.yaml";
    expect(CONFIG_CLIENT_ID, "named", "named.yaml:1");
}

Test(config, a_named_file_must_be_there)
{
    config_given.file = "none.yaml";
    expect_refusal(EX_NOINPUT, "none.yaml: No such file or directory");
    config_given.file = "";
    expect_refusal(EX_USAGE, "--config: '' is not the name of a file");
    config_given.file = "-";
    expect_refusal(EX_USAGE, "--config: '-' is not the name of a file");
}

Test(config, a_directory_called_config_yaml_is_reported)
{
    cr_assert_eq(mkdir("config.yaml", 0700), 0);
    expect_refusal(EX_NOINPUT, "config.yaml: Is a directory");
}

Test(config, a_file_that_is_too_long_is_refused)
{
    char *text = cvi_alloc((1 << 20) + 2);

    memset(text, '#', (1 << 20) + 1);
    put("config.yaml", text);
    expect_refusal(EX_CONFIG, "config.yaml: longer than 1048576 bytes");
    free(text);
}

/* One line for each mistake, with the line number in the file and never a value. */
static const struct {
    const char *yaml;
    const char *text;
} mistakes[] = {
    {"trakt:\n  client_id: a\n  client_secrt: b\n",
     "config.yaml:3: trakt.client_secrt: unknown key (did you mean client_secret?)"},
    {"trakt:\n  color: a\n",
     "config.yaml:2: trakt.color: unknown key (known: client_id, client_secret, token_command, "
     "credentials_file, "
     "default_watchlist, include_statuses, api_url, auth_url, jobs, patience, proxy, cacert, "
     "trace, cache_days, "
     "cache_miss_days, pins_file, catalog, catalog_url)"},
    {"\ntrkat:\n  client_id: a\n", "config.yaml:2: trkat: unknown section (did you mean trakt?)"},
    {"client_id: a\n", "config.yaml:1: client_id: belongs below 'trakt:', indented"},
    {"trakt: yes\n", "config.yaml:1: trakt: expected a section with settings"},
    {"trakt: []\n", "config.yaml:1: trakt: expected a section with settings"},
    {"trakt:\n  client_id: [a]\n", "config.yaml:2: trakt.client_id: expected a string"},
    {"trakt:\n  client_id: {a: b}\n", "config.yaml:2: trakt.client_id: expected a string"},
    {"trakt:\n  include_statuses: {a: b}\n",
     "config.yaml:2: trakt.include_statuses: expected a list of strings"},
    {"trakt:\n  include_statuses: [[healthy]]\n",
     "config.yaml:2: trakt.include_statuses: expected a list of strings"},
    {"trakt:\n  include_statuses: [~]\n",
     "config.yaml:2: trakt.include_statuses: expected a list of strings"},
    {"trakt:\n  include_statuses: [healthy, helthy]\n",
     "config.yaml:2: trakt.include_statuses: invalid status 'helthy' (choose healthy, suspicious "
     "or corrupt)"},
    {"trakt:\n  client_id: two words\n", "config.yaml:2: trakt.client_id: it contains a space or a "
                                         "control character (it was not copied cleanly)"},
    {"trakt:\n  default_watchlist: \"a\\tb\"\n",
     "config.yaml:2: trakt.default_watchlist: it contains a control character"},
    {"trakt:\n  access_token: a\n",
     "config.yaml:2: trakt.access_token: not allowed in a config file (use --token-file, or log in "
     "with cvi-auth)"},
    {"trakt:\n  client_id: a\n  client_id: b\n",
     "config.yaml:3: client_id: given twice (first in line 2)"},
};

Test(config, a_mistake_in_the_file_is_reported_with_its_line)
{
    for (size_t i = 0; i < sizeof mistakes / sizeof *mistakes; i++) {
        put("config.yaml", mistakes[i].yaml);
        expect_refusal(EX_CONFIG, mistakes[i].text);
    }
}

Test(config, a_mistake_in_the_users_own_file_is_reported_with_its_line)
{
    put("own.yaml", "trakt:\n  api_url: http://example.org\n");
    config_given.file = "own.yaml";
    expect_refusal(EX_CONFIG, "own.yaml:2: trakt.api_url: an https:// URL is required (http:// is "
                              "allowed for this machine only)");
}

/* Each setting, with a value that shows its source, and whether a project's file may set it. */
static const struct {
    enum config_key key;
    const char *value;
    bool project;
} trusted[] = {
    {CONFIG_CLIENT_ID, "theirs", true},
    {CONFIG_CLIENT_SECRET, "theirs", true},
    {CONFIG_TOKEN_COMMAND, "touch /tmp/ran", false},
    {CONFIG_CREDENTIALS_FILE, "theirs.json", false},
    {CONFIG_DEFAULT_WATCHLIST, "theirs", true},
    {CONFIG_INCLUDE_STATUSES, "corrupt", true},
    {CONFIG_API_URL, "https://theirs.example.org", false},
    {CONFIG_AUTH_URL, "https://theirs.example.org", false},
    {CONFIG_JOBS, "3", true},
    {CONFIG_PATIENCE, "3", true},
    {CONFIG_PROXY, "http://theirs.example.org", false},
    {CONFIG_CACERT, "theirs.pem", false},
    {CONFIG_TRACE, "theirs.log", false},
    {CONFIG_CACHE_DAYS, "3", true},
    {CONFIG_CACHE_MISS_DAYS, "3", true},
    {CONFIG_PINS_FILE, "theirs.tsv", false},
    {CONFIG_CATALOG, "theirs.db", false},
    {CONFIG_CATALOG_URL, "https://theirs.example.org", false},
    {CONFIG_SCAN_EXTENSIONS, "theirs", true},
    {CONFIG_SCAN_EXCLUDE, "theirs", true},
    {CONFIG_SCAN_MODE, "deep", true},
    {CONFIG_SCAN_JOBS, "3", true},
    {CONFIG_SCAN_FFMPEG, "theirs", false},
    {CONFIG_SCAN_RECURSIVE, "false", true},
};
enum { TRUSTED = sizeof trusted / sizeof *trusted };
_Static_assert(TRUSTED == CONFIG_KEYS - 1, "all but access_token, which no file may hold");

static void expect_taken(int row, bool taken, size_t lines)
{
    struct config c;
    struct why why = {0};
    const char *warnings;
    size_t count = 0;

    cr_assert(config_load(&c, CONFIG_FOR_ALL, environment, &why), "%s", why.text);
    const char *text = config_text(&c, trusted[row].key);
    const char *name = config_name(trusted[row].key);
    cr_expect_eq(text && strcmp(text, trusted[row].value) == 0, taken, "%s: %s", name, text);
    for (warnings = buf_text(&c.warnings); *warnings; warnings++)
        count += *warnings == '\n';
    cr_expect_eq(count, lines, "%s: %s", name, buf_text(&c.warnings));
    cr_expect_eq(strstr(buf_text(&c.warnings), name) != NULL, lines > 0, "%s", name);
    config_release(&c);
}

Test(config, a_project_sets_only_harmless_settings)
{
    for (int i = 0; i < TRUSTED; i++) {
        const char *name = config_name(trusted[i].key), *dot = strchr(name, '.');
        char *text = cvi_format("%s:\n  %s: '%s'\n", dot ? "scan" : "trakt", dot ? dot + 1 : name,
                                trusted[i].value);

        put("config.yaml", text);
        expect_taken(i, trusted[i].project, !trusted[i].project);
        config_given.file = "config.yaml"; /* a file named explicitly is trusted */
        expect_taken(i, true, 0);
        config_given.file = NULL;
        cr_assert_eq(rename("config.yaml", "config.yml"), 0);
        expect_taken(i, trusted[i].project, !trusted[i].project);
        cr_assert_eq(unlink("config.yml"), 0);
        put(".config/cvi/config.yaml", text);
        expect_taken(i, true, 0);
        cr_assert_eq(unlink(".config/cvi/config.yaml"), 0);
        free(text);
    }
}

Test(config, a_forbidden_project_setting_does_not_hide_the_users)
{
    put("config.yaml", "trakt: {client_id: project, proxy: 'http://theirs.example.org'}");
    put(".config/cvi/config.yaml", "trakt: {client_id: own, client_secret: own, "
                                   "proxy: 'http://own.example.org'}");
    char *own = cvi_format("%s/.config/cvi/config.yaml:1", directory);
    expect(CONFIG_CLIENT_ID, "project", "config.yaml:1");
    expect(CONFIG_CLIENT_SECRET, "own", own);
    expect(CONFIG_PROXY, "http://own.example.org", own);
    free(own);
}

Test(config, the_users_own_file_is_their_own_also_where_they_stand_beside_it)
{
    char *warning = cvi_format("config.yaml:1: trakt.trace: ignored, because it names "
                               "a file to write to, and a config file in the current directory is "
                               "not trusted with such a setting (move it to "
                               "%s/.config/cvi/config.yaml, or use --config config.yaml)\n",
                               directory);

    put(".config/cvi/config.yaml", "trakt: {trace: own.log}");
    put("config.yaml", "trakt: {trace: own.log}");
    expect_warnings(warning);
    cr_assert_eq(unlink("config.yaml"), 0);
    cr_assert_eq(symlink(".config/cvi/config.yaml", "config.yaml"), 0);
    expect_warnings("");
    expect(CONFIG_TRACE, "own.log", NULL);
    cr_assert_eq(chdir(".config/cvi"), 0);
    expect_warnings("");
    expect(CONFIG_TRACE, "own.log", NULL);
    free(warning);
}

Test(config, a_relative_home_is_ignored)
{
    put("here/.config/cvi/config.yaml", "trakt: {token_command: 'touch ran'}");
    put("here/.config/corrupt-video-inspector/config.yaml", "trakt: {token_command: 'touch ran'}");
    free(environment[0]);
    environment[0] = cvi_strdup("HOME=here");
    expect(CONFIG_TOKEN_COMMAND, NULL, NULL);
    expect(CONFIG_CREDENTIALS_FILE, NULL, "default");
    set("CVI_TRAKT_CREDENTIALS_FILE=~/login.json");
    expect_refusal(EX_CONFIG, "CVI_TRAKT_CREDENTIALS_FILE: HOME is a relative path, so '~' cannot "
                              "be expanded (set it to an absolute path)");
}

Test(config, without_a_home_the_way_out_is_the_option)
{
    free(environment[0]);
    environment[0] = cvi_strdup("HOME=");
    put("config.yaml", "trakt: {cacert: a}");
    expect_warnings("config.yaml:1: trakt.cacert: ignored, because it decides which servers "
                    "are trusted, and a config file in the current directory is not trusted with "
                    "such a setting (use --config config.yaml)\n");
}

#define REPLACED "(replace it by a regular file, or name it with --config)\n"
#define YOURS "(make it your own, writable by you only, or name it with --config)\n"

Test(config, a_file_that_everybody_may_write_to_is_ignored_in_either_place)
{
    char *warning = cvi_format("%s/.config/cvi/config.yaml: ignored: every user can write to "
                               "it " YOURS,
                               directory);

    put("config.yaml", "trakt: {client_id: theirs}");
    cr_assert_eq(chmod("config.yaml", 0666), 0);
    expect_warnings("config.yaml: ignored: every user can write to it " YOURS);
    expect(CONFIG_CLIENT_ID, NULL, NULL);
    cr_assert_eq(chmod("config.yaml", 0664), 0); /* the group may be the user's own */
    expect(CONFIG_CLIENT_ID, "theirs", NULL);
    cr_assert_eq(chmod("config.yaml", 0666), 0);
    config_given.file = "config.yaml";
    expect(CONFIG_CLIENT_ID, "theirs", NULL);
    config_given.file = NULL;
    cr_assert_eq(unlink("config.yaml"), 0);
    put(".config/cvi/config.yaml", "trakt: {client_id: theirs}");
    cr_assert_eq(chmod(".config/cvi/config.yaml", 0602), 0);
    expect_warnings(warning);
    expect(CONFIG_CLIENT_ID, NULL, NULL);
    free(warning);
}

Test(config, neither_a_fifo_nor_a_device_is_waited_for)
{
    cr_assert_eq(mkfifo("config.yaml", 0600), 0);
    expect_warnings("config.yaml: ignored: it is not a regular file " REPLACED);
    cr_assert_eq(unlink("config.yaml"), 0);
    cr_assert_eq(symlink("/dev/zero", "config.yml"), 0);
    expect_warnings("config.yml: ignored: it is not a regular file " REPLACED);
    cr_assert_eq(unlink("config.yml"), 0);
    put("docker/secrets/trakt_client_secret", "their-secret");
    cr_assert_eq(mkfifo("docker/secrets/trakt_client_id.txt", 0600), 0);
    expect_warnings(
        "docker/secrets/trakt_client_id.txt: ignored: it is not a regular file (replace "
        "it by a regular file, or set CVI_SECRETS_DIR=docker/secrets)\n");
    expect(CONFIG_CLIENT_SECRET, "their-secret", NULL);
}

Test(config, a_section_of_somebody_else_is_a_warning)
{
    put("config.yaml", "plex:\n  url: x\ntrakt:\n  client_id: a\n");
    expect_warnings("config.yaml:1: plex: unknown section, ignored\n");
}

static const struct {
    const char *yaml;
    const char *statuses;
} lists[] = {
    {"trakt: {include_statuses: [HEALTHY]}", "healthy"},
    {"trakt:\n  include_statuses:\n    - Healthy\n    - \"corrupt\"\n", "healthy,corrupt"},
    {"trakt:\n  include_statuses:\n  - corrupt\n  - suspicious\n", "suspicious,corrupt"},
    {"trakt:\n  include_statuses: Suspicious\n", "suspicious"},
    {"trakt:\n  include_statuses: healthy, corrupt\n", "healthy,corrupt"},
    {"trakt:\n  include_statuses:\n", "healthy"},
};

Test(config, statuses_are_a_list_of_either_kind_or_a_text_in_any_case)
{
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
        put("config.yaml", lists[i].yaml);
        expect(CONFIG_INCLUDE_STATUSES, lists[i].statuses, NULL);
    }
}

Test(config, an_empty_list_of_statuses_selects_nothing_with_a_message)
{
    struct config c;

    put("config.yaml", "trakt:\n  include_statuses: []\n");
    expect(CONFIG_INCLUDE_STATUSES, "", "config.yaml:2");
    expect_warnings("config.yaml:2: trakt.include_statuses: the list is empty, so no file is "
                    "selected\n");
    cr_assert(config_load(&c, CONFIG_FOR_SELECTION, environment, NULL));
    cr_expect_not(config_includes(&c, SCAN_HEALTHY));
    config_release(&c);
}

Test(config, statuses_of_the_environment_are_separated_by_commas)
{
    struct config c;

    set("TRKT_INCLUDE_STATUSES=healthy");
    expect(CONFIG_INCLUDE_STATUSES, "healthy", "TRKT_INCLUDE_STATUSES");
    set("CVI_TRAKT_INCLUDE_STATUSES=CORRUPT, suspicious");
    cr_assert(config_load(&c, CONFIG_FOR_SELECTION, environment, NULL));
    cr_expect(config_includes(&c, SCAN_CORRUPT));
    cr_expect(config_includes(&c, SCAN_SUSPICIOUS));
    cr_expect_not(config_includes(&c, SCAN_HEALTHY));
    config_release(&c);
}

Test(config, whoever_selects_by_status_only_is_not_bothered_by_credentials)
{
    struct config c;
    struct why why;

    put("docker/secrets/trakt_client_id.txt", "two words\n");
    set("CVI_TRAKT_API_URL=nonsense");
    cr_expect(config_load(&c, CONFIG_FOR_SELECTION, environment, &why));
    cr_expect_null(config_text(&c, CONFIG_API_URL));
    config_release(&c);
}

/* S5, S6; R9 */
Test(config, spaces_around_a_credential_are_removed)
{
    put("docker/secrets/trakt_client_id.txt", "\xef\xbb\xbf YOUR_CLIENT_ID_HERE\r\n\n");
    expect(CONFIG_CLIENT_ID, "YOUR_CLIENT_ID_HERE", NULL);
    set("CVI_TRAKT_CLIENT_SECRET= your-client-secret\n");
    expect(CONFIG_CLIENT_SECRET, "your-client-secret", "CVI_TRAKT_CLIENT_SECRET");
}

Test(config, spaces_in_a_credential_are_reported_by_place_only)
{
    put("docker/secrets/trakt_client_id.txt", "two\nlines\n");
    expect_refusal(EX_CONFIG,
                   "docker/secrets/trakt_client_id.txt: it contains a space or a control "
                   "character (it was not copied cleanly)");
    set("CVI_TRAKT_CLIENT_ID=\x16");
    expect_refusal(EX_CONFIG, "CVI_TRAKT_CLIENT_ID: it contains a space or a control character (it "
                              "was not copied cleanly)");
}

Test(config, a_secrets_file_in_utf_16_or_a_directory_is_reported)
{
    cr_assert(tmpdir_write(directory, "docker/secrets/trakt_client_id.txt", "a\0b", 3, 0600));
    expect_refusal(
        EX_CONFIG,
        "docker/secrets/trakt_client_id.txt: contains NUL characters (save it as UTF-8)");
    cr_assert_eq(unlink("docker/secrets/trakt_client_id.txt"), 0);
    cr_assert_eq(mkdir("docker/secrets/trakt_client_id.txt", 0700), 0);
    expect_refusal(EX_CONFIG, "docker/secrets/trakt_client_id.txt: Is a directory");
}

/* S10, S11 */
Test(config, the_environment_alone_is_enough)
{
    struct config c;

    set("CVI_TRAKT_CLIENT_ID=your-client-id");
    set("CVI_TRAKT_CLIENT_SECRET=your-client-secret");
    cr_assert(config_load(&c, CONFIG_FOR_TRAKT, environment, NULL));
    cr_expect(config_need_client(&c, true, NULL));
    config_release(&c);
}

static void expect_need(bool with_secret, const char *text)
{
    struct config c;
    struct why why = {0};

    cr_assert(config_load(&c, CONFIG_FOR_TRAKT, environment, &why), "%s", why.text);
    cr_expect_not(config_need_client(&c, with_secret, &why));
    cr_expect_eq(why.status, EX_CONFIG);
    cr_expect_str_eq(why.text, text);
    config_release(&c);
}

#define HEAD "Trakt credentials not configured. "
#define RUN                                                                                        \
    "Run 'make secrets-init' then populate trakt_client_id.txt and trakt_client_secret.txt. "
#define NO_ID "(Or run cvi-auth at a terminal: it asks for the Client ID and the Client Secret)"
#define NO_SECRET "(Or run cvi-auth at a terminal: it asks for the Client Secret)"

/* S72, S77 */
Test(config, missing_credentials_are_reported_in_the_words_of_the_guide)
{
    expect_need(false,
                HEAD "Missing files: trakt_client_id.txt, trakt_client_secret.txt. " RUN NO_ID);
    put("docker/secrets/trakt_client_secret.txt", " \n");
    expect_need(true, HEAD "Missing files: trakt_client_id.txt. Empty files: "
                           "trakt_client_secret.txt. " RUN NO_ID);
    put("docker/secrets/trakt_client_id.txt", "");
    expect_need(false,
                HEAD "Empty files: trakt_client_id.txt, trakt_client_secret.txt. " RUN NO_ID);
    put("docker/secrets/trakt_client_secret.txt", "your-client-secret\n");
    expect_need(true, HEAD "Empty files: trakt_client_id.txt. " RUN NO_ID);
}

Test(config, a_world_writable_secrets_file_is_ignored_and_named)
{
    put("docker/secrets/trakt_client_id.txt", "theirs\n");
    cr_assert_eq(chmod("docker/secrets/trakt_client_id.txt", 0606), 0);
    expect_warnings("docker/secrets/trakt_client_id.txt: ignored: every user can write to it (make "
                    "it your own, writable by you only, or set CVI_SECRETS_DIR=docker/secrets)\n");
    expect_need(false, HEAD "Missing files: trakt_client_secret.txt. Ignored files: "
                            "trakt_client_id.txt. " RUN NO_ID);
    set("CVI_SECRETS_DIR=docker/secrets");
    expect(CONFIG_CLIENT_ID, "theirs", "docker/secrets/trakt_client_id.txt");
    expect_warnings("");
}

Test(config, the_secret_is_required_only_for_a_login)
{
    struct config c;

    put("docker/secrets/trakt_client_id.txt", "your-client-id\n");
    put("docker/secrets/trakt_client_secret.txt", "");
    expect_need(true, HEAD "Empty files: trakt_client_secret.txt. " RUN NO_SECRET);
    cr_assert(config_load(&c, CONFIG_FOR_TRAKT, environment, NULL));
    cr_expect(config_need_client(&c, false, NULL));
    config_release(&c);
}

Test(config, a_token_comes_from_a_file_without_being_an_argument)
{
    put("token", "abc\n");
    config_given.token_file = "token";
    expect(CONFIG_ACCESS_TOKEN, "abc", "token");
    config_given.token = "def";
    expect_refusal(EX_USAGE, "--token, --token-file and --token-cmd cannot be combined");
    config_given.token = NULL;
    config_given.token_file = "none";
    expect_refusal(EX_NOINPUT, "none: No such file or directory");
}

Test(config, a_blank_token_is_not_replaced_by_that_of_the_environment)
{
    set("CVI_TRAKT_ACCESS_TOKEN=from-variable");
    config_given.token = " ";
    expect(CONFIG_ACCESS_TOKEN, "", "--token");
    config_given.token = "";
    expect(CONFIG_ACCESS_TOKEN, "", "--token");
}

Test(config, a_token_on_standard_input_leaves_the_records_that_follow_it)
{
    char rest[16] = "";

    put("input", "abc\n{\"a\":1}\n");
    cr_assert_eq(dup2(open("input", O_RDONLY), STDIN_FILENO), STDIN_FILENO);
    config_given.token = "-";
    expect(CONFIG_ACCESS_TOKEN, "abc", "standard input");
    cr_expect_eq(read(STDIN_FILENO, rest, sizeof rest - 1), 8);
    cr_expect_str_eq(rest, "{\"a\":1}\n");
}

Test(config, output_hides_secrets_and_shows_origins)
{
    struct config c;
    struct buf out = BUF_INIT(4096);

    put("config.yaml", "trakt:\n  default_watchlist: My Films\n");
    set("CVI_TRAKT_CLIENT_ID=your-client-id");
    set("CVI_TRAKT_CREDENTIALS_FILE=/tmp/a\033b");
    config_given.token = "abc";
    cr_assert(config_load(&c, CONFIG_FOR_TRAKT, environment, NULL));
    config_show(&c, &out);
    cr_expect_str_eq(buf_text(&out), "config_file\tconfig.yaml\tdefault\n"
                                     "client_id\t*** (14)\tCVI_TRAKT_CLIENT_ID\n"
                                     "client_secret\t\tdefault\n"
                                     "access_token\t*** (3)\t--token\n"
                                     "token_command\t\tdefault\n"
                                     "credentials_file\t/tmp/a?b\tCVI_TRAKT_CREDENTIALS_FILE\n"
                                     "default_watchlist\tMy Films\tconfig.yaml:2\n"
                                     "include_statuses\thealthy\tdefault\n"
                                     "api_url\thttps://api.trakt.tv\tdefault\n"
                                     "auth_url\thttps://auth.trakt.tv\tdefault\n"
                                     "jobs\t6\tdefault\n"
                                     "patience\t900\tdefault\n"
                                     "proxy\t\tdefault\n"
                                     "cacert\t\tdefault\n"
                                     "trace\t\tdefault\n");
    config_release(&c);
    buf_clear(&out);
    cr_assert(config_load(&c, CONFIG_FOR_SELECTION, environment, NULL));
    config_show(&c, &out);
    cr_expect_str_eq(buf_text(&out),
                     "config_file\tconfig.yaml\tdefault\ninclude_statuses\thealthy\tdefault\n");
    config_release(&c);
    buf_release(&out);
}

Test(config, days_are_whole_numbers_wherever_they_are_set)
{
    struct config c;

    set("CVI_TRAKT_CACHE_DAYS=7");
    cr_assert(config_load(&c, CONFIG_FOR_MATCH, environment, NULL));
    cr_expect_eq(config_days_s(&c, CONFIG_CACHE_DAYS), 604800);
    cr_expect_eq(config_days_s(&c, CONFIG_CACHE_MISS_DAYS), 172800);
    config_release(&c);
}
