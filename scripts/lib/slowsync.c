/* Makes each fsync and fdatasync take as many microseconds more as the file that SLOWSYNC_FILE
   names holds at that moment. Loaded before a node's libraries by scripts/torture. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static void wait_first(void) {
  const char *name = getenv("SLOWSYNC_FILE");
  FILE *file = name ? fopen(name, "re") : NULL;
  long micros = 0;
  if (file) {
    if (fscanf(file, "%ld", &micros) != 1) micros = 0;
    fclose(file);
  }
  if (micros > 0) usleep((useconds_t)micros);
}

int fsync(int fd) {
  int (*real)(int) = (int (*)(int))dlsym(RTLD_NEXT, "fsync");
  wait_first();
  return real(fd);
}

int fdatasync(int fd) {
  int (*real)(int) = (int (*)(int))dlsym(RTLD_NEXT, "fdatasync");
  wait_first();
  return real(fd);
}
