// The measure of all figures: the workloads of ../../Workloads in plain C, with no lab and no recording.
//   Baseline pingpong ROUNDS     1 byte there, 1 byte back, TCP_NODELAY on both ends
//   Baseline stream MEBIBYTES    client to server in 64 KiB calls
//   Baseline sticky RUNS         lesson 7's `sticky`, two new threads and new sockets for each run
// Server and client are threads, on the first and the last core that the process may use.
// Prints the seconds from after `connect` to the last byte (`sticky`: of all runs), and the peak memory in KiB.
#include "cores.h"
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/tcp.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { CHUNK = 64 * 1024 };

struct job {
    const char *workload;
    long amount;
    int listener;
    double seconds;
};

static void fail(const char *call) {
    fprintf(stderr, "Baseline: %s: %s\n", call, strerror(errno));
    exit(1);
}

static long checked(long result, const char *call) {
    if (result < 0) fail(call);
    return result;
}

static double now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec + time.tv_nsec / 1e9;
}

static void no_delay(int fd) {
    int on = 1;
    checked(setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on), "setsockopt");
}

static int listening(void) {
    int fd = checked(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0), "socket");
    int on = 1;  // As the lesson does; else thousands of runs leave no port that is not in TIME_WAIT.
    checked(setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on), "setsockopt");
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    checked(bind(fd, (struct sockaddr *)&address, sizeof address), "bind");
    checked(listen(fd, 5), "listen");
    return fd;
}

static int connected(int listener) {
    struct sockaddr_in address;
    socklen_t length = sizeof address;
    checked(getsockname(listener, (struct sockaddr *)&address, &length), "getsockname");
    int fd = checked(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0), "socket");
    checked(connect(fd, (struct sockaddr *)&address, sizeof address), "connect");
    return fd;
}

static void serve_pingpong(int fd, long rounds) {
    char byte;
    no_delay(fd);
    for (long i = 0; i < rounds; i++) {
        checked(recv(fd, &byte, 1, 0), "recv");
        checked(send(fd, &byte, 1, MSG_NOSIGNAL), "send");
    }
}

static void call_pingpong(int fd, long rounds) {
    char byte = 'x';
    no_delay(fd);
    for (long i = 0; i < rounds; i++) {
        checked(send(fd, &byte, 1, MSG_NOSIGNAL), "send");
        checked(recv(fd, &byte, 1, 0), "recv");
    }
}

static void serve_stream(int fd, long total) {
    static char buffer[CHUNK];
    long got = 0, count;
    while ((count = checked(recv(fd, buffer, sizeof buffer, 0), "recv")) > 0) got += count;
    if (got != total) fail("stream: bytes are missing");
    checked(send(fd, "k", 1, MSG_NOSIGNAL), "send");
}

static void call_stream(int fd, long total) {
    static char buffer[CHUNK];
    for (long left = total; left > 0;) left -= checked(send(fd, buffer, left < CHUNK ? left : CHUNK, MSG_NOSIGNAL), "send");
    checked(shutdown(fd, SHUT_WR), "shutdown");
    checked(recv(fd, buffer, 1, 0), "recv");
}

static void serve_sticky(int fd) {
    char buffer[1024];
    // To the end, so that the client is the first to close: the first keeps its port in TIME_WAIT for a minute, and if that
    // were the listener's, 28,000 runs would use up the ports of the machine.
    while (checked(recv(fd, buffer, sizeof buffer, 0), "recv") > 0) continue;
}

static void call_sticky(int fd) {
    checked(send(fd, "hello", 5, MSG_NOSIGNAL), "send");
    checked(send(fd, "big", 3, MSG_NOSIGNAL), "send");
    checked(send(fd, "pig", 3, MSG_NOSIGNAL), "send");
}

static void *server(void *argument) {
    struct job *job = argument;
    cores_pin(0);
    int fd = checked(accept(job->listener, NULL, NULL), "accept");
    if (!strcmp(job->workload, "pingpong")) serve_pingpong(fd, job->amount);
    else if (!strcmp(job->workload, "stream")) serve_stream(fd, job->amount << 20);
    else serve_sticky(fd);
    close(fd);
    return NULL;
}

static void *client(void *argument) {
    struct job *job = argument;
    cores_pin(1);
    int fd = connected(job->listener);
    double start = now();
    if (!strcmp(job->workload, "pingpong")) call_pingpong(fd, job->amount);
    else if (!strcmp(job->workload, "stream")) call_stream(fd, job->amount << 20);
    else call_sticky(fd);
    job->seconds = now() - start;
    close(fd);
    return NULL;
}

static double converse(struct job *job) {
    pthread_t threads[2];
    job->listener = listening();
    if ((errno = pthread_create(&threads[0], NULL, server, job))) fail("pthread_create");
    if ((errno = pthread_create(&threads[1], NULL, client, job))) fail("pthread_create");
    pthread_join(threads[0], NULL);
    pthread_join(threads[1], NULL);
    close(job->listener);
    return job->seconds;
}

static double repeated(struct job *job) {
    double start = now();
    for (long i = 0; i < job->amount; i++) converse(job);
    return now() - start;
}

static long peak_memory(void) {
    char line[256];
    long kib = -1;
    FILE *status = fopen("/proc/self/status", "r");
    while (status && fgets(line, sizeof line, status)) sscanf(line, "VmHWM: %ld", &kib);
    if (status) fclose(status);
    return kib;
}

int main(int count, char **arguments) {
    if (count != 3) {
        fprintf(stderr, "usage: Baseline pingpong ROUNDS | stream MEBIBYTES | sticky RUNS\n");
        return 64;
    }
    alarm(60);  // Whatever happens, it ends.
    struct job job = {.workload = arguments[1], .amount = atol(arguments[2])};
    double seconds = strcmp(job.workload, "sticky") ? converse(&job) : repeated(&job);
    printf("%.9f %ld\n", seconds, peak_memory());
    return 0;
}
