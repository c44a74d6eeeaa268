// The C functions whose names the methods of Socket shadow.

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

@inline(__always)
func sysBind(_ descriptor: Int32, _ address: UnsafePointer<sockaddr>, _ length: socklen_t) -> Int32 {
    bind(descriptor, address, length)
}

@inline(__always)
func sysListen(_ descriptor: Int32, _ backlog: Int32) -> Int32 { listen(descriptor, backlog) }

@inline(__always)
func sysConnect(_ descriptor: Int32, _ address: UnsafePointer<sockaddr>, _ length: socklen_t) -> Int32 {
    connect(descriptor, address, length)
}

@inline(__always)
func sysSend(_ descriptor: Int32, _ bytes: UnsafeRawPointer?, _ count: Int, _ flags: Int32) -> Int {
    send(descriptor, bytes, count, flags)
}

@inline(__always)
func sysRecv(_ descriptor: Int32, _ bytes: UnsafeMutableRawPointer?, _ count: Int, _ flags: Int32) -> Int {
    recv(descriptor, bytes, count, flags)
}

@inline(__always)
func sysShutdown(_ descriptor: Int32, _ how: Int32) -> Int32 { shutdown(descriptor, how) }

@inline(__always)
func sysClose(_ descriptor: Int32) -> Int32 { close(descriptor) }
