#define _GNU_SOURCE
#include "CLinux.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/syscall.h>
#include <linux/sockios.h>
#include <unistd.h>

static ssize_t read_of(int thread, const char *name, char *text, size_t size) {
    char path[64];
    snprintf(path, sizeof path, "/proc/self/task/%d/%s", thread, name);
    int file = open(path, O_RDONLY | O_CLOEXEC);
    if (file < 0) return -1;
    ssize_t count = read(file, text, size - 1);
    close(file);
    text[count > 0 ? count : 0] = 0;
    return count;
}

int clinux_thread_waits_for_lock(int thread) {
    char text[256];
    if (read_of(thread, "syscall", text, sizeof text) <= 0) return 0;
    char *end;
    long call = strtol(text, &end, 10);
    return end != text && call == SYS_futex;
}

int64_t clinux_thread_switches(int thread) {
    char text[4096];
    if (read_of(thread, "status", text, sizeof text) <= 0) return -1;
    const char *line = strstr(text, "\nvoluntary_ctxt_switches:");
    return line ? strtoll(strchr(line, ':') + 1, NULL, 10) : -1;
}

int clinux_unacknowledged(int descriptor) {
    int all = 0, unsent = 0;
    if (ioctl(descriptor, SIOCOUTQ, &all) < 0 || ioctl(descriptor, SIOCOUTQNSD, &unsent) < 0) return -1;
    return all - unsent;
}
