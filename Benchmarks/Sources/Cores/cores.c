#define _GNU_SOURCE
#include "cores.h"
#include <sched.h>
#include <unistd.h>

static cpu_set_t allowed;

// Before any thread is pinned, and before `main`.
__attribute__((constructor)) static void ask(void) { sched_getaffinity(0, sizeof allowed, &allowed); }

void cores_pin(int last) {
    int core = -1;
    for (int i = 0; i < CPU_SETSIZE; i++)
        if (CPU_ISSET(i, &allowed) && (last || core < 0)) core = i;
    if (core < 0) return;
    cpu_set_t one;
    CPU_ZERO(&one);
    CPU_SET(core, &one);
    sched_setaffinity(0, sizeof one, &one);
}
