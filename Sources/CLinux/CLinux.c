#define _GNU_SOURCE
#include "CLinux.h"

#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

#ifdef __linux__
#include <linux/sockios.h>
#include <netinet/tcp.h>
#include <sys/syscall.h>
#else
static int prepared(int descriptor, int nonblocking) {
    if (descriptor < 0) return descriptor;
    fcntl(descriptor, F_SETFD, FD_CLOEXEC);
    if (nonblocking) fcntl(descriptor, F_SETFL, fcntl(descriptor, F_GETFL) | O_NONBLOCK);
    return descriptor;
}
#endif

int clinux_accept(int descriptor, struct sockaddr *address, socklen_t *length, int nonblocking) {
#ifdef __linux__
    return accept4(descriptor, address, length, SOCK_CLOEXEC | (nonblocking ? SOCK_NONBLOCK : 0));
#else
    return prepared(accept(descriptor, address, length), nonblocking);
#endif
}

int clinux_socket(int domain, int type, int nonblocking) {
#ifdef __linux__
    return socket(domain, type | SOCK_CLOEXEC | (nonblocking ? SOCK_NONBLOCK : 0), 0);
#else
    return prepared(socket(domain, type, 0), nonblocking);
#endif
}

ssize_t clinux_recv_datagram(int descriptor, void *buffer, size_t size, int flags, struct sockaddr *address,
                             socklen_t *length, uint32_t *dropped) {
    char control[CMSG_SPACE(sizeof(uint32_t))];
    struct iovec piece = {.iov_base = buffer, .iov_len = size};
    struct msghdr message = {
        .msg_name = address, .msg_namelen = *length, .msg_iov = &piece, .msg_iovlen = 1,
        .msg_control = control, .msg_controllen = sizeof control};
    ssize_t count = recvmsg(descriptor, &message, flags | MSG_TRUNC);
    *dropped = 0;
    if (count < 0) return count;
    *length = message.msg_namelen;
#ifdef SO_RXQ_OVFL
    for (struct cmsghdr *header = CMSG_FIRSTHDR(&message); header; header = CMSG_NXTHDR(&message, header))
        if (header->cmsg_level == SOL_SOCKET && header->cmsg_type == SO_RXQ_OVFL)
            memcpy(dropped, CMSG_DATA(header), sizeof *dropped);
#endif
    return count;
}

int clinux_count_drops(int descriptor) {
#ifdef SO_RXQ_OVFL
    int on = 1;
    return setsockopt(descriptor, SOL_SOCKET, SO_RXQ_OVFL, &on, sizeof on);
#else
    (void)descriptor;
    return 0;
#endif
}

int clinux_unsent(int descriptor) {
#ifdef SIOCOUTQNSD
    int count = 0;
    return ioctl(descriptor, SIOCOUTQNSD, &count) < 0 ? -1 : count;
#else
    (void)descriptor;
    return -1;
#endif
}

int clinux_unread(int descriptor) {
    int count = 0;
    return ioctl(descriptor, FIONREAD, &count) < 0 ? -1 : count;
}

int clinux_listen_queue(int descriptor, uint32_t *waiting, uint32_t *backlog) {
#ifdef __linux__
    struct tcp_info info;
    socklen_t length = sizeof info;
    if (getsockopt(descriptor, IPPROTO_TCP, TCP_INFO, &info, &length) < 0) return -1;
    *waiting = info.tcpi_unacked;
    *backlog = info.tcpi_sacked;
    return 0;
#else
    (void)descriptor, (void)waiting, (void)backlog;
    errno = ENOTSUP;
    return -1;
#endif
}

int clinux_tcp_state(int descriptor) {
#ifdef __linux__
    struct tcp_info info;
    socklen_t length = sizeof info;
    return getsockopt(descriptor, IPPROTO_TCP, TCP_INFO, &info, &length) < 0 ? -1 : info.tcpi_state;
#else
    (void)descriptor;
    errno = ENOTSUP;
    return -1;
#endif
}

int clinux_socketpair(int ends[2], int nonblocking) {
#ifdef __linux__
    return socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | (nonblocking ? SOCK_NONBLOCK : 0), 0, ends);
#else
    if (socketpair(AF_UNIX, SOCK_STREAM, 0, ends) < 0) return -1;
    prepared(ends[0], nonblocking);
    prepared(ends[1], nonblocking);
    return 0;
#endif
}

int clinux_peer_credentials(int descriptor, int32_t *process, uint32_t *user, uint32_t *group) {
#ifdef __linux__
    struct ucred peer;
    socklen_t length = sizeof peer;
    if (getsockopt(descriptor, SOL_SOCKET, SO_PEERCRED, &peer, &length) < 0) return -1;
    *process = peer.pid, *user = peer.uid, *group = peer.gid;
    return 0;
#else
    (void)descriptor, (void)process, (void)user, (void)group;
    errno = ENOTSUP;
    return -1;
#endif
}

int clinux_dissolve(int descriptor) {
    struct sockaddr nowhere = {.sa_family = AF_UNSPEC};
    return connect(descriptor, &nowhere, sizeof nowhere);
}

int clinux_pipe(int ends[2]) {
#ifdef __linux__
    return pipe2(ends, O_CLOEXEC | O_NONBLOCK);
#else
    if (pipe(ends) < 0) return -1;
    prepared(ends[0], 1);
    prepared(ends[1], 1);
    return 0;
#endif
}

static void interrupted(int signal) { (void)signal; }

int clinux_install_interrupt(void) {
    struct sigaction action = {.sa_handler = interrupted};
    sigemptyset(&action.sa_mask);
    sigaction(SIGURG, &action, NULL);
    return SIGURG;
}

void clinux_prepare_thread(void) {
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGURG);
    pthread_sigmask(SIG_UNBLOCK, &signals, NULL);
    sigemptyset(&signals);
    sigaddset(&signals, SIGINT);
    sigaddset(&signals, SIGTERM);
    sigaddset(&signals, SIGHUP);
    sigaddset(&signals, SIGTSTP);
    sigaddset(&signals, SIGWINCH);
    pthread_sigmask(SIG_BLOCK, &signals, NULL);
}

struct clinux_exec_watch clinux_watch_exec(void) {
    struct clinux_exec_watch watch = {-1, -1};
    int ends[2];
    struct rlimit limit;
    if (getrlimit(RLIMIT_NOFILE, &limit) < 0 || pipe(ends) < 0) return watch;
    // exec closes in the order of the numbers: the copy of the highest goes last, and with it the pipe.
    int highest = (limit.rlim_cur < 4096 ? (int)limit.rlim_cur : 4096) - 1;
    fcntl(ends[0], F_SETFD, FD_CLOEXEC);
    watch.reading = ends[0];
    watch.writing = fcntl(ends[1], F_DUPFD_CLOEXEC, highest);
    close(ends[1]);
    return watch;
}

void clinux_await_exec(struct clinux_exec_watch watch) {
    char byte;
    if (watch.writing >= 0) close(watch.writing);
    if (watch.reading < 0) return;
    if (watch.writing >= 0)
        while (read(watch.reading, &byte, 1) < 0 && errno == EINTR) {}
    close(watch.reading);
}

void clinux_deliver(int socket) {
    int off = 0;
    setsockopt(socket, SOL_SOCKET, SO_DEBUG, &off, sizeof off);
}

int clinux_core(void) {
#ifdef __linux__
    return sched_getcpu();
#else
    return -1;
#endif
}

#ifdef __linux__
// What the process was given. A thread inherits its creator's core, so that it is asked for before there are others.
static cpu_set_t all;

__attribute__((constructor)) static void note_cores(void) { sched_getaffinity(0, sizeof all, &all); }
#endif

int clinux_core_numbered(int number) {
#ifdef __linux__
    int count = CPU_COUNT(&all);
    if (count == 0) return -1;
    number %= count;
    for (int core = 0; core < CPU_SETSIZE; core++) {
        if (CPU_ISSET(core, &all) && number-- == 0) return core;
    }
#else
    (void)number;
#endif
    return -1;
}

int clinux_stay_on(int core) {
#ifdef __linux__
    static _Thread_local int kept = -2;
    int before = kept < 0 ? -1 : kept;
    if (core == kept) return before;
    cpu_set_t one;
    CPU_ZERO(&one);
    if (core >= 0) CPU_SET(core, &one);
    if (sched_setaffinity(0, sizeof one, core < 0 ? &all : &one) == 0) kept = core;
    return before;
#else
    (void)core;
    return -1;
#endif
}

int64_t clinux_processor_time(void) {
    struct timespec time;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return (int64_t)time.tv_sec * 1000000000 + time.tv_nsec;
}

int clinux_thread_id(void) {
#ifdef __linux__
    return (int)syscall(SYS_gettid);
#else
    return 0;
#endif
}

int clinux_thread_sleeps(int thread) {
#ifdef __linux__
    char text[128];
    snprintf(text, sizeof text, "/proc/self/task/%d/stat", thread);
    int file = open(text, O_RDONLY | O_CLOEXEC);
    if (file < 0) return 1;
    ssize_t count = read(file, text, sizeof text - 1);
    close(file);
    text[count > 0 ? count : 0] = 0;
    // The state follows the name, which stands in brackets and may hold anything.
    const char *name = strrchr(text, ')');
    return !name || name[1] != ' ' || name[2] == 'S';
#else
    (void)thread;
    return 1;
#endif
}

int clinux_own_network(void) {
#ifdef __linux__
    return unshare(CLONE_NEWNET);
#else
    errno = ENOTSUP;
    return -1;
#endif
}

int64_t clinux_now(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

static _Thread_local void *current_thread;

void *clinux_current_thread(void) { return current_thread; }
void clinux_set_current_thread(void *thread) { current_thread = thread; }

const char *clinux_errno_name(int number) {
#define NAME(symbol) case symbol: return #symbol;
    switch (number) {
        NAME(EPERM) NAME(ENOENT) NAME(EINTR) NAME(EIO) NAME(EBADF) NAME(EAGAIN) NAME(ENOMEM) NAME(EACCES)
        NAME(EFAULT) NAME(EBUSY) NAME(EEXIST) NAME(ENODEV) NAME(ENOTDIR) NAME(EISDIR) NAME(EINVAL) NAME(ENFILE)
        NAME(EMFILE) NAME(ENOSPC) NAME(EROFS) NAME(EPIPE) NAME(ENAMETOOLONG) NAME(ELOOP) NAME(EPROTO)
        NAME(ENOTSOCK) NAME(EDESTADDRREQ) NAME(EMSGSIZE) NAME(EPROTOTYPE) NAME(ENOPROTOOPT) NAME(EPROTONOSUPPORT)
        NAME(EOPNOTSUPP) NAME(EAFNOSUPPORT) NAME(EADDRINUSE) NAME(EADDRNOTAVAIL) NAME(ENETDOWN) NAME(ENETUNREACH)
        NAME(ENETRESET) NAME(ECONNABORTED) NAME(ECONNRESET) NAME(ENOBUFS) NAME(EISCONN) NAME(ENOTCONN)
        NAME(ETIMEDOUT) NAME(ECONNREFUSED) NAME(EHOSTDOWN) NAME(EHOSTUNREACH) NAME(EALREADY) NAME(EINPROGRESS)
        NAME(ECANCELED) NAME(ENOSYS)
        default: return NULL;
    }
}
