/* A disk that fails on request: loaded before the C library by LD_PRELOAD.

   While the file named by FAILING_WRITES is there, writes to the store's files get ENOSPC; while the
   one named by FAILING_SYNCS is there, every fsync gets EIO, as from a broken device. */

#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

static int asked(const char *variable) {
    const char *file = getenv(variable);
    int before = errno;
    int there = file != NULL && access(file, F_OK) == 0;
    errno = before;
    return there;
}

static int of_store(int file) {
    char link[64], path[4096];
    snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    ssize_t length = readlink(link, path, sizeof path - 1);
    if (length < 0)
        return 0;
    path[length] = 0;
    return strstr(path, ".sqlite") != NULL;
}

static int full(int file) {
    return asked("FAILING_WRITES") && of_store(file);
}

#define REFUSE(error) do { errno = (error); return -1; } while (0)
#define NEXT(type, name) ((type)dlsym(RTLD_NEXT, name))

ssize_t write(int file, const void *data, size_t size) {
    if (full(file))
        REFUSE(ENOSPC);
    return NEXT(ssize_t (*)(int, const void *, size_t), "write")(file, data, size);
}

ssize_t pwrite(int file, const void *data, size_t size, off_t at) {
    if (full(file))
        REFUSE(ENOSPC);
    return NEXT(ssize_t (*)(int, const void *, size_t, off_t), "pwrite")(file, data, size, at);
}

ssize_t pwrite64(int file, const void *data, size_t size, off64_t at) {
    if (full(file))
        REFUSE(ENOSPC);
    return NEXT(ssize_t (*)(int, const void *, size_t, off64_t), "pwrite64")(file, data, size, at);
}

int fsync(int file) {
    if (asked("FAILING_SYNCS"))
        REFUSE(EIO);
    return NEXT(int (*)(int), "fsync")(file);
}

int fdatasync(int file) {
    if (asked("FAILING_SYNCS"))
        REFUSE(EIO);
    return NEXT(int (*)(int), "fdatasync")(file);
}
