/* The decoder: which ffmpeg there is, and what it is given of ours. */
#ifndef PROBE_TOOL_H
#define PROBE_TOOL_H

/* Found at the start, for all files. */
struct probe_tool {
    char *path;         /* of ffmpeg; NULL: there is none that runs */
    char version[64];   /* "5.1.9-0+deb12u1" */
    char **environment; /* what it is given of ours: no settings of this suite, no secrets */
};

/*
 * Looks for name ("ffmpeg", or a path) on the PATH of environment (as environ), and runs it once
 * for its version. To be released. */
void probe_find(struct probe_tool *tool, const char *name, char *const *environment);
void probe_tool_release(struct probe_tool *tool);

#endif
