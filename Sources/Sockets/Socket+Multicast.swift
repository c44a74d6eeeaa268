import SystemPackage

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

extension Socket {
    /// IP_ADD_MEMBERSHIP on the loopback interface: nothing is joined on a card (ip(7)).
    package func join(group: IPv4Host) throws(SocketError) {
        var request = ip_mreq()
        request.imr_multiaddr = group.raw
        request.imr_interface = IPv4Host.loopback.raw
        try setOption(Int32(IPPROTO_IP), IP_ADD_MEMBERSHIP, request)
    }

    /// IP_MULTICAST_IF and IP_MULTICAST_LOOP: multicast leaves by loopback and comes back to this machine.
    package func sendMulticastOverLoopback() throws(SocketError) {
        try setOption(Int32(IPPROTO_IP), IP_MULTICAST_IF, IPv4Host.loopback.raw)
        try setOption(Int32(IPPROTO_IP), IP_MULTICAST_LOOP, Int32(1))
    }
}

extension IPv4Host {
    var raw: in_addr {
        var raw = in_addr()
        withUnsafeMutableBytes(of: &raw) { $0.copyBytes(from: [a, b, c, d]) }
        return raw
    }
}
