#ifndef CLINUX_H
#define CLINUX_H

// What the Swift overlay of the C library lacks. Each function is as small as it can be; the meaning of a
// result lives in Sources/Sockets and Sources/Engine. All return -1 and set errno as the calls they wrap.

#include <stdint.h>
#include <sys/socket.h>
#include <sys/types.h>

/// accept4(2) with SOCK_CLOEXEC; the new descriptor is non-blocking when `nonblocking` is not 0.
int clinux_accept(int descriptor, struct sockaddr *address, socklen_t *length, int nonblocking);

/// socket(2) with SOCK_CLOEXEC; non-blocking when `nonblocking` is not 0.
int clinux_socket(int domain, int type, int nonblocking);

/// recvmsg(2) of one datagram. Returns its true length, which may be more than `size`.
/// `*dropped` is the kernel's count of datagrams dropped for this socket so far (SO_RXQ_OVFL), 0 when it says none.
ssize_t clinux_recv_datagram(int descriptor, void *buffer, size_t size, int flags, struct sockaddr *address,
                             socklen_t *length, uint32_t *dropped);

/// Asks for the count above on every datagram. Returns 0, also where the system has no such count.
int clinux_count_drops(int descriptor);

/// SIOCOUTQNSD: bytes that were given to send(2) and have not left yet. -1 where unknown.
int clinux_unsent(int descriptor);

/// FIONREAD: bytes that have arrived and were not read.
int clinux_unread(int descriptor);

/// The queue of a listening TCP socket, from TCP_INFO: connections that wait for accept(2), and the backlog.
int clinux_listen_queue(int descriptor, uint32_t *waiting, uint32_t *backlog);

/// The state of a TCP socket as TCP_INFO numbers it (tcp_states.h); -1 where unknown.
int clinux_tcp_state(int descriptor);

/// An IPv4 address as it lies in `in_addr`, and a port as a number.
struct clinux_endpoint { uint32_t address; uint16_t port; };

/// What the kernel knows of one end of a TCP connection, also of an end that no program holds any more (TIME_WAIT): its state
/// as tcp_states.h numbers it, and when its timer goes off, in milliseconds (0: none runs). Returns 1; 0 where there is no
/// such end; -1 where the kernel does not say.
int clinux_tcp_end(struct clinux_endpoint from, struct clinux_endpoint to, int *state, uint32_t *timer);

/// How many segments with data this end of a TCP connection has sent, again or for the first time (TCP_INFO's
/// `tcpi_data_segs_out`); -1 and errno (ENOTSUP where the kernel does not count).
int64_t clinux_data_segments_sent(int descriptor);

/// socketpair(2) of Unix streams with SOCK_CLOEXEC; non-blocking when `nonblocking` is not 0.
int clinux_socketpair(int ends[2], int nonblocking);

/// SO_PEERCRED.
int clinux_peer_credentials(int descriptor, int32_t *process, uint32_t *user, uint32_t *group);

/// connect(2) to AF_UNSPEC: dissolves a TCP connection, the other side gets a reset.
int clinux_dissolve(int descriptor);

/// Installs an empty handler for the signal that interrupts a blocked call, without SA_RESTART. Returns the signal.
int clinux_install_interrupt(void);

/// pipe(2), both ends O_CLOEXEC and O_NONBLOCK.
int clinux_pipe(int ends[2]);

/// `ECONNREFUSED` for its number; NULL when unknown.
const char *clinux_errno_name(int number);

/// For a thread of the lab: takes the signal above, whatever its creator blocked, and leaves the terminal's signals
/// to the main thread.
void clinux_prepare_thread(void);

/// Has this core deliver what it was still to deliver over loopback. As a rule it did so within the call that sent; a core
/// that was held up meanwhile (2 ms, MAX_SOFTIRQ_TIME) leaves the rest to a thread of the kernel, which may be late. Whoever
/// takes the lock of a socket does that work first. The option has been off before.
void clinux_deliver(int socket);

/// The core that this thread runs on now (sched_getcpu(3)); -1 where unknown.
int clinux_core(void);

/// One of the cores that the process was given, counted from 0 and round and round; -1 where unknown.
int clinux_core_numbered(int number);

/// Keeps this thread on that core; -1: on any of those the process started with. Asks the kernel only for a change.
/// Returns what it was told last; -1 at first.
int clinux_stay_on(int core);

/// Time that this thread has spent on the cores, in nanoseconds (CLOCK_THREAD_CPUTIME_ID).
int64_t clinux_processor_time(void);

/// The kernel's number of this thread (gettid(2)); 0 where there is none.
int clinux_thread_id(void);

/// Whether a thread of this process sleeps in the kernel (state S in /proc/self/task/ID/stat); 1 also where the system
/// does not say.
int clinux_thread_sleeps(int thread);

/// Whether a thread of this process sits in futex(2), as a wait for a mutex does (proc(5), /proc/pid/task/tid/syscall); 0 also
/// where the system does not say.
int clinux_thread_waits_for_lock(int thread);

/// How often the thread has gone to sleep so far (voluntary_ctxt_switches in /proc/self/task/ID/status); -1 where unknown.
int64_t clinux_thread_switches(int thread);

/// SIOCOUTQ less SIOCOUTQNSD: bytes that have left this end of a TCP connection and are not acknowledged. -1 where unknown.
int clinux_unacknowledged(int descriptor);

/// posix_spawn(2) returns a moment before the child's exec has closed its copies of our descriptors. Between these two
/// calls a process may be started; the second returns when its copies are gone. Nothing happens where that cannot be seen.
struct clinux_exec_watch { int reading, writing; };
struct clinux_exec_watch clinux_watch_exec(void);
void clinux_await_exec(struct clinux_exec_watch watch);

/// CLOCK_MONOTONIC in nanoseconds.
int64_t clinux_now(void);

// One word for each thread: which of the lab's threads this is.
void *clinux_current_thread(void);
void clinux_set_current_thread(void *thread);

/// A pseudo-terminal: returns its primary side (O_CLOEXEC), or -1, and writes the name of the other side.
int clinux_open_terminal(char *name, unsigned long size);

/// Starts a program whose controlling terminal, input, output and errors are the named terminal. Returns its process
/// id, or -errno.
int clinux_spawn_on_terminal(const char *terminal, char *const argv[], char *const envp[]);

#endif
