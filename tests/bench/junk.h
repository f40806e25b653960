/* Invented names of files that are neither films nor shows. The caller frees each returned
 * string. */
#ifndef BENCH_JUNK_H
#define BENCH_JUNK_H

/* Returns a home video, in a folder with a private name or in one of videos. */
char *junk_home_video(void);

/* Returns a private recording in a path that does not show that it is private. */
char *junk_clip(void);

/* Returns a name of one of ten sorts. */
char *junk_any(void);

#endif
