/* Stops the whole program, as SIGSTOP does, as soon as it logs a text: the one that begins the file which TRAP
   names. What it was about to log is in the log by then. The text is taken away, so the trap shuts once. */

#define _GNU_SOURCE
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { LONGEST = 256 };

static char *awaited;

__attribute__((constructor)) static void look_it_up(void) {
    const char *path = getenv("TRAP");
    int file = path ? open(path, O_RDWR | O_CLOEXEC) : -1;
    if (file < 0) return;
    void *seen = mmap(NULL, LONGEST, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
    if (seen != MAP_FAILED) awaited = seen;
    close(file);
}

ssize_t write(int file, const void *bytes, size_t count) {
    ssize_t written = syscall(SYS_write, file, bytes, count);
    size_t length = awaited ? strnlen(awaited, LONGEST) : 0;
    if (file == STDERR_FILENO && length > 0 && memmem(bytes, count, awaited, length)) {
        memset(awaited, 0, LONGEST);
        raise(SIGSTOP);
    }
    return written;
}
