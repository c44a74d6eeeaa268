#define _GNU_SOURCE
#include "CLinux.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <linux/futex.h>
#include <linux/sock_diag.h>
#include <sys/uio.h>
#include <stdint.h>
#ifndef FUTEX_LOCK_PI2
#define FUTEX_LOCK_PI2 13
#endif
#include <sys/socket.h>
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

int clinux_thread_lock_owner(int thread) {
    char text[256], *end;
    if (read_of(thread, "syscall", text, sizeof text) <= 0) return -1;
    long call = strtol(text, &end, 10);
    if (end == text || call != SYS_futex) return -1;
    uintptr_t word = strtoull(end, &end, 16);
    int operation = (int)strtoull(end, &end, 16) & FUTEX_CMD_MASK;
    // A mutex of glibc has its owner in the third word; a lock with priority inheritance has it in the first (futex(2)).
    uint32_t words[3];
    struct iovec here = {words, sizeof words}, there = {(void *)word, sizeof words};
    if (process_vm_readv(getpid(), &here, 1, &there, 1, 0) != sizeof words) return 0;
    int inherits = operation == FUTEX_LOCK_PI || operation == FUTEX_LOCK_PI2;
    return (int)(inherits ? words[0] & FUTEX_TID_MASK : words[2]);
}

int64_t clinux_thread_switches(int thread) {
    char text[4096];
    if (read_of(thread, "status", text, sizeof text) <= 0) return -1;
    const char *line = strstr(text, "\nvoluntary_ctxt_switches:");
    return line ? strtoll(strchr(line, ':') + 1, NULL, 10) : -1;
}

int clinux_has_room(int descriptor) {
    uint32_t memory[SK_MEMINFO_VARS];
    socklen_t length = sizeof memory;
    if (getsockopt(descriptor, SOL_SOCKET, SO_MEMINFO, memory, &length) < 0 || length < sizeof memory) return -1;
    return memory[SK_MEMINFO_WMEM_QUEUED] < memory[SK_MEMINFO_SNDBUF];
}
