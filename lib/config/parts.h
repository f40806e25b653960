/* What the files of this room share: the table of settings, and the steps of config_load. */
#ifndef CONFIG_PARTS_H
#define CONFIG_PARTS_H

#include <stdbool.h>

#include "config/config.h"
#include "config/yaml.h"

/* What a setting holds, and so where it may stand and how it is checked. */
enum config_form {
    FORM_CREDENTIAL, /* never shown; may be in a secrets directory, as "trakt_" and its name */
    FORM_TOKEN,      /* never shown, nor read from files that would outlive it */
    FORM_PROXY,      /* never shown: it may hold a password */
    FORM_NAME,
    FORM_PATH,
    FORM_STATUSES,
    FORM_URL,
    FORM_DAYS,
    FORM_SECONDS,
    FORM_JOBS,
    FORM_ENDINGS,  /* a list of endings of names */
    FORM_GLOBS,    /* a list of patterns; in the text, a newline stands between them */
    FORM_MODE,     /* how thorough a scan is */
    FORM_DECODERS, /* files to scan at a time; 0: as the machine can */
    FORM_YES,      /* true or false */
};

/*
 * From which files a setting is taken. The command line and the environment are the user's, but
 * the current directory may be an unpacked archive: from there comes nothing that could run a
 * program, send a secret elsewhere, choose whom to trust, or name a file. */
enum config_from {
    FROM_NO_FILE, /* from none */
    FROM_OWN,     /* from the user's own, and one that --config names */
    FROM_PROJECT, /* from any: also ./config.yaml and ./docker/secrets */
};

struct config_setting {
    const char *name; /* for --print-config: "client_id" is below "trakt:", "scan.mode" as it is */
    enum config_form form;
    enum config_from from;
    const char *danger;    /* FROM_OWN: what it can do, as a verb after "it" */
    const char *option;    /* whose value is in config_given.text; NULL: no option */
    const char *variable;  /* in the environment */
    const char *alias;     /* the variable of the earlier program; NULL: none */
    const char *others[2]; /* variables of other programs, after the config files; NULL: none */
    const char *fallback;  /* the default; NULL: unset */
};

extern const struct config_setting config_settings[CONFIG_KEYS];

/* Returns the section of the config file that holds the setting: "trakt" or "scan". */
const char *config_section(enum config_key key);

/* Returns what the setting is called in its section. Borrowed from the table. */
const char *config_member(enum config_key key);

/* What config_load has at hand. */
struct load {
    struct config *c;
    char **environment;
    struct yamlfile_node *file[CONFIG_TIERS]; /* NULL: no such config file */
    struct why *why;
};

/* Checks the value of a setting and brings it into one form. where is what a message about it
 * starts with. Returns false with l->why (64 for an option, else 78). */
bool config_settle(const struct load *l, enum config_key key, const char *where);

/* Returns the program's directories; each is new, or NULL. */
struct config_places config_places_find(char **environment);

/* Adds a warning for each directory of another user, which gives no settings, cache or state. */
void config_places_warn(char **environment, struct buf *warnings);

/* Returns the directory of secrets files that the environment names, and in variable (which may be
 * NULL) the variable that names it. Returns NULL when no variable does. Both are borrowed. */
const char *config_secrets_directory(char *const *environment, const char **variable);

#endif
