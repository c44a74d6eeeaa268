// Apart, because the kernel's own header, which has all fields of tcp_info, and the C library's exclude each other.
#include "CLinux.h"

#include <errno.h>

#ifdef __linux__
#include <linux/tcp.h>
#include <netinet/in.h>
#include <stddef.h>
#include <sys/socket.h>
#endif

int64_t clinux_data_segments_sent(int descriptor) {
#ifdef __linux__
    struct tcp_info info;
    socklen_t length = sizeof info;
    if (getsockopt(descriptor, IPPROTO_TCP, TCP_INFO, &info, &length) < 0) return -1;
    // A kernel older than 4.6 fills less of it.
    if (length >= offsetof(struct tcp_info, tcpi_data_segs_out) + sizeof info.tcpi_data_segs_out)
        return info.tcpi_data_segs_out;
#else
    (void)descriptor;
#endif
    errno = ENOTSUP;
    return -1;
}

int clinux_tcp_counts(int descriptor, uint64_t *acknowledged, uint64_t *received) {
    struct tcp_info info;
    socklen_t length = sizeof info;
    if (getsockopt(descriptor, IPPROTO_TCP, TCP_INFO, &info, &length) < 0) return -1;
    // Since Linux 4.1.
    if (length < offsetof(struct tcp_info, tcpi_bytes_received) + sizeof info.tcpi_bytes_received) return -1;
    *acknowledged = info.tcpi_bytes_acked;
    *received = info.tcpi_bytes_received;
    return 0;
}
