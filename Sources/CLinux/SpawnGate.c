#include "CLinux.h"

#include <pthread.h>

// Until a new process has called exec, it holds a copy of every descriptor of this one: a socket that a run has closed
// then is still open, no FIN is sent, a listener still answers. So no process is started while a run is under way.

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t changed = PTHREAD_COND_INITIALIZER;
static int runs, spawns_wanted, is_spawning;

void clinux_run_begins(void) {
    pthread_mutex_lock(&mutex);
    while (spawns_wanted > 0 || is_spawning) pthread_cond_wait(&changed, &mutex);
    runs++;
    pthread_mutex_unlock(&mutex);
}

void clinux_run_ends(void) {
    pthread_mutex_lock(&mutex);
    runs--;
    pthread_cond_broadcast(&changed);
    pthread_mutex_unlock(&mutex);
}

void clinux_spawn_begins(void) {
    pthread_mutex_lock(&mutex);
    spawns_wanted++;
    while (runs > 0 || is_spawning) pthread_cond_wait(&changed, &mutex);
    spawns_wanted--;
    is_spawning = 1;
    pthread_mutex_unlock(&mutex);
}

void clinux_spawn_ends(void) {
    pthread_mutex_lock(&mutex);
    is_spawning = 0;
    pthread_cond_broadcast(&changed);
    pthread_mutex_unlock(&mutex);
}
