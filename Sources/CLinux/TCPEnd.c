// One end of a TCP connection, asked for by its four numbers (sock_diag(7)): a look-up, where /proc/net/tcp is a list that
// changes while it is read.
#include "CLinux.h"

#include <errno.h>

#ifdef __linux__
#include <linux/inet_diag.h>
#include <linux/netlink.h>
#include <linux/sock_diag.h>
#include <netinet/in.h>
#include <string.h>
#include <unistd.h>

struct question {
    struct nlmsghdr header;
    struct inet_diag_req_v2 request;
};

static struct inet_diag_sockid connection(struct clinux_endpoint from, struct clinux_endpoint to) {
    struct inet_diag_sockid id = {.idiag_sport = htons(from.port), .idiag_dport = htons(to.port)};
    id.idiag_src[0] = from.address;
    id.idiag_dst[0] = to.address;
    id.idiag_cookie[0] = id.idiag_cookie[1] = INET_DIAG_NOCOOKIE;
    return id;
}

static int ask(int netlink, struct inet_diag_sockid id) {
    struct question question = {
        .header = {.nlmsg_len = sizeof question, .nlmsg_type = SOCK_DIAG_BY_FAMILY, .nlmsg_flags = NLM_F_REQUEST},
        .request = {.sdiag_family = AF_INET, .sdiag_protocol = IPPROTO_TCP, .idiag_states = -1, .id = id},
    };
    return send(netlink, &question, sizeof question, 0) == sizeof question ? 0 : -1;
}

/// The kernel answers within the `send`. Where it knows no such connection it may answer with the listener at that port.
static int answer(int netlink, struct inet_diag_sockid asked, int *state, uint32_t *timer) {
    union {
        struct nlmsghdr header;
        char bytes[1024];
    } reply;
    ssize_t length = recv(netlink, &reply, sizeof reply, MSG_DONTWAIT);
    if (length < (ssize_t)NLMSG_LENGTH(sizeof(int))) return -1;
    if (reply.header.nlmsg_type == NLMSG_ERROR) {
        errno = -((struct nlmsgerr *)NLMSG_DATA(&reply.header))->error;
        return errno == ENOENT ? 0 : -1;
    }
    if (reply.header.nlmsg_type != SOCK_DIAG_BY_FAMILY || length < (ssize_t)NLMSG_LENGTH(sizeof(struct inet_diag_msg))) {
        errno = EPROTO;
        return -1;
    }
    const struct inet_diag_msg *end = NLMSG_DATA(&reply.header);
    if (end->id.idiag_sport != asked.idiag_sport || end->id.idiag_dport != asked.idiag_dport ||
        end->id.idiag_src[0] != asked.idiag_src[0] || end->id.idiag_dst[0] != asked.idiag_dst[0])
        return 0;
    *state = end->idiag_state;
    *timer = end->idiag_expires;
    return 1;
}
#endif

int clinux_tcp_end(struct clinux_endpoint from, struct clinux_endpoint to, int *state, uint32_t *timer) {
#ifdef __linux__
    int netlink = socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_SOCK_DIAG);
    if (netlink < 0) return -1;
    struct inet_diag_sockid id = connection(from, to);
    int result = ask(netlink, id) < 0 ? -1 : answer(netlink, id, state, timer);
    int error = errno;
    close(netlink);
    errno = error;
    return result;
#else
    (void)from, (void)to, (void)state, (void)timer;
    errno = ENOTSUP;
    return -1;
#endif
}
