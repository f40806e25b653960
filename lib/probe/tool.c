/* What the decoder of hostile files must not see, or must not heed, is kept from it here. */
#include "probe/tool.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/environment.h"
#include "base/process.h"
#include "probe/lines.h"

static bool is_kept_back(const char *entry)
{
    static const char *const names[] = {"CVI_", "TRKT_", "FFREPORT=", "AV_LOG_FORCE_"};

    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strncmp(entry, names[i], strlen(names[i])) == 0)
            return true;
    return false;
}

static char **copy_environment(char *const *environment)
{
    size_t count = 0, kept = 0;

    while (environment && environment[count])
        count++;
    char **copy = cvi_alloc((count + 2) * sizeof *copy);
    for (size_t i = 0; i < count; i++)
        if (!is_kept_back(environment[i]))
            copy[kept++] = cvi_strdup(environment[i]);
    copy[kept] = cvi_strdup("AV_LOG_FORCE_NOCOLOR=1");
    return copy;
}

/* The program called name, as execvp finds it. New, or NULL. */
static char *look_up(const char *name, const char *path)
{
    if (strchr(name, '/'))
        return access(name, X_OK) == 0 ? cvi_strdup(name) : NULL;
    while (path && *path) {
        size_t len = strcspn(path, ":");
        char *candidate = cvi_format("%.*s/%s", len ? (int)len : 1, len ? path : ".", name);

        if (access(candidate, X_OK) == 0)
            return candidate;
        free(candidate);
        path += len + (path[len] == ':');
    }
    return NULL;
}

static void take_version(void *self, const char *line)
{
    struct probe_tool *tool = self;
    const char *version = strstr(line, " version ");

    if (version && !tool->version[0])
        snprintf(tool->version, sizeof tool->version, "%.*s",
                 (int)strcspn(version + strlen(" version "), " "), version + strlen(" version "));
}

void probe_find(struct probe_tool *tool, const char *name, char *const *environment)
{
    char program[] = "ffmpeg", option[] = "-version";
    char *arguments[] = {program, option, NULL};
    struct probe_lines lines = {0};
    struct process process;

    *tool = (struct probe_tool){.path = look_up(name, environment_value(environment, "PATH")),
                                .environment = copy_environment(environment)};
    const struct process_plan plan = {.path = tool->path,
                                      .arguments = arguments,
                                      .environment = tool->environment,
                                      .reads_errors = true,
                                      .alone = true};
    if (tool->path && process_start(&process, &plan)) {
        while (probe_lines_read(&lines, process.out, take_version, tool))
            ;
        process_end(&process, false);
    }
    probe_lines_release(&lines);
    if (!tool->version[0]) {
        free(tool->path);
        tool->path = NULL;
    }
}

void probe_tool_release(struct probe_tool *tool)
{
    for (char **entry = tool->environment; entry && *entry; entry++)
        free(*entry);
    free(tool->environment);
    free(tool->path);
    *tool = (struct probe_tool){0};
}
