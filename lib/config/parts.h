/* Declarations shared by the files of lib/config: the table of settings, and the steps of
 * config_load. */
#ifndef CONFIG_PARTS_H
#define CONFIG_PARTS_H

#include <stdbool.h>

#include "config/config.h"
#include "config/yaml.h"

/* The form of a setting, which decides how its value is checked and shown. */
enum config_form {
    FORM_CREDENTIAL, /* never shown; may be in a secrets directory, in the file "trakt_NAME" */
    /* Never shown. Not in config or secrets files, because they would outlive the token. */
    FORM_TOKEN,
    FORM_PROXY, /* never shown, because it may contain a password */
    FORM_NAME,
    FORM_PATH,
    FORM_STATUSES,
    FORM_URL,
    FORM_DAYS,
    FORM_SECONDS,
    FORM_JOBS,
    FORM_ENDINGS,  /* a list of file name extensions */
    FORM_GLOBS,    /* a list of patterns, separated by newlines in the text */
    FORM_MODE,     /* how thorough a scan is */
    FORM_DECODERS, /* files to scan at a time; 0: one per core */
    FORM_YES,      /* true or false */
};

/* The files that may give a setting. The command line and the environment belong to the user, but
 * the current directory may be an unpacked archive. Its files must not run a program, send a secret
 * elsewhere, choose which servers are trusted, or name a file. */
enum config_from {
    FROM_NO_FILE, /* no file */
    FROM_OWN,     /* the user's own file, or one that --config names */
    FROM_PROJECT, /* any file: also ./config.yaml and ./docker/secrets */
};

struct config_setting {
    const char *name; /* "client_id", which is below "trakt:" in a file; "scan.mode" */
    enum config_form form;
    enum config_from from;
    const char *danger;    /* for FROM_OWN: see struct config_file_key */
    const char *option;    /* the option whose value is in config_given.text; NULL: none */
    const char *variable;  /* its environment variable */
    const char *alias;     /* the variable of the earlier program; NULL: none */
    const char *others[2]; /* variables of other programs, used after the files; or NULL */
    const char *fallback;  /* the default; NULL: unset */
};

extern const struct config_setting config_settings[CONFIG_KEYS];

/* Returns the section of a config file that has the setting: "trakt" or "scan". */
const char *config_section(enum config_key key);

/* Returns the name of the setting in its section. Borrowed from the table. */
const char *config_member(enum config_key key);

/* The state of config_load. */
struct load {
    struct config *c;
    char **environment;
    struct yamlfile_node *file[CONFIG_TIERS]; /* NULL: no such config file */
    struct why *why;
};

/* Checks the value of a setting and normalizes it. Returns false with l->why (exit status 64 for an
 * option, otherwise 78). `where` is the beginning of the message. */
bool config_settle(const struct load *l, enum config_key key, const char *where);

/* Returns the program's directories; each is a new string, or NULL. */
struct config_places config_places_find(char **environment);

/* Adds a warning for HOME and each of the program's directories that belongs to another user, and
 * is therefore not used. */
void config_places_warn(char **environment, struct buf *warnings);

/* Returns the directory of secrets files that the environment names, borrowed, or NULL. Sets
 * *variable to the name of the variable; `variable` may be NULL. */
const char *config_secrets_directory(char *const *environment, const char **variable);

#endif
