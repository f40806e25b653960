/* Invented names of files that are neither films nor shows. Each returned string is new. */
#ifndef BENCH_JUNK_H
#define BENCH_JUNK_H

/* Returns a home video, in a folder that tells so or in one of videos. */
char *junk_home_video(void);

/* Returns a private recording with nothing around that tells whose it is. */
char *junk_clip(void);

/* Returns one of ten sorts. */
char *junk_any(void);

#endif
