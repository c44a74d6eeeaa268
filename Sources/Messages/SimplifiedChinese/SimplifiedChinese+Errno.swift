import Transcripts

extension SimplifiedChinese {
    package func meaning(of failure: Event.Failure, in call: Call, address: RecordedAddress?) -> String {
        let there = address.flatMap { $0.description.isEmpty ? nil : $0 }
        return addressMeaning(failure.name, call, there) ?? connectionMeaning(failure.name, call, there)
            ?? messageMeaning(failure.name, call) ?? systemMeaning(failure.name)
            ?? "\(call.rawValue) 失败：\(failure.name)（错误号 \(failure.errno)）。含义见手册：man 2 \(call.rawValue)。"
    }

    /// Errors about the address that was asked for.
    private func addressMeaning(_ name: String, _ call: Call, _ address: RecordedAddress?) -> String? {
        let there = address.map { "\($0) " } ?? "该地址"
        switch name {
        case "EADDRINUSE" where there.hasPrefix("/"):
            return "\(there)已经有文件。确认没有人应答以后，在 bind 之前删掉它（unlink），或换一个路径。"
        case "EADDRINUSE":
            return "\(there)已被占用：另一个套接字绑定在那里，或者一分钟内刚结束的连接还占着它。关闭那个套接字，或换一个端口（0 表示任选空闲端口）。"
                + "两个程序都在 bind 之前设置 SO_REUSEADDR，只对刚结束的连接有用：正在监听的套接字不会让出端口。"
        case "EADDRNOTAVAIL":
            return call == .connect
                ? "系统找不到可以用来连接\(there)的本机地址和端口。请检查地址；端口 0 不能连接。"
                    + "也可能是空闲端口用完了：一分钟之内，这一侧先关闭了很多到那里的连接。"
                : "\(there)不是本机的地址。只在本机通信用 127.0.0.1，接受全部地址用 0.0.0.0。"
        case "EACCES", "EPERM": return forbidden(call, address)
        case "EAFNOSUPPORT": return "地址和套接字不属于同一族：IPv4 地址要用 IPv4 套接字，IPv6 地址要用 IPv6 套接字。"
        case "ENOENT" where call == .bind: return "\(there)所在的目录不存在。先建目录，或换一个路径。"
        case "ENOENT": return "\(there)处没有套接字。先启动服务端，再核对路径。"
        case "ENOTDIR": return "路径 \(there)中有一段不是目录。请检查路径。"
        case "ENAMETOOLONG": return "路径太长：Unix 套接字的路径最多 107 字节。请换一个短的。"
        case "ELOOP": return "路径 \(there)中的符号链接绕成了圈。请换一个没有符号链接的路径。"
        case "EROFS": return "\(there)在只读文件系统上。请换一个可写的目录，例如 /tmp。"
        case "EDESTADDRREQ": return "这个套接字不知道要发给谁。先调用 connect，或用带地址的 sendto。"
        default: return nil
        }
    }

    private func forbidden(_ call: Call, _ address: RecordedAddress?) -> String {
        if call == .bind, let address, !address.isPath {
            return "本程序不能使用 \(address)：在多数机器上，1024 以下的端口需要特权。请用 1024 或更大的端口，或用 0 任选一个。"
        }
        if let address, address.isPath {
            return "当前用户没有使用 \(address) 的权限。请检查这个套接字及其目录属于谁。"
        }
        if call.sends || call == .connect {
            return "系统不许向那里发送。广播地址要先设置 SO_BROADCAST；其他情况可能是防火墙禁止。"
        }
        return "系统不许本程序这样调用 \(call.rawValue)，可能需要特权。"
    }

    /// Errors about the other side and the way to it.
    private func connectionMeaning(_ name: String, _ call: Call, _ address: RecordedAddress?) -> String? {
        let there = address.map { " \($0) " } ?? "对方"
        switch name {
        case "ECONNREFUSED":
            return "\(address.map { "\($0) " } ?? "那个端口")上没有人在监听，那台机器拒绝了。先启动服务端，再核对地址和端口。"
        case "ECONNRESET": return "对方中断了连接：它突然消失了，或者还有数据没读就关闭了。关闭这个套接字，继续处理其他连接。"
        case "EPIPE": return "这个连接不能再发送：对方已关闭，或者根本没有连接过。停止发送，关闭套接字。"
        case "ECONNABORTED": return "客户端在 accept 之前就放弃了。再调用一次 accept 即可。"
        case "ETIMEDOUT": return "\(address.map { "\($0) " } ?? "对方")一直没有回应：机器没有开、地址不对，或者防火墙丢弃了数据包。核对地址后再试。"
        case "ENETUNREACH", "ENETDOWN": return "本机找不到通往\(there)所在网络的路。请检查地址和网络连接。"
        case "EHOSTUNREACH", "EHOSTDOWN": return "无法到达\(there)那台机器。请检查地址，以及机器是否开着。"
        case "ENETRESET": return "网络断开了这个连接。关闭套接字，重新连接。"
        case "ENOTCONN": return "这个套接字没有连接。先调用 connect；服务端要用 accept 返回的套接字通信，而不是监听套接字。"
        case "EISCONN": return "这个套接字已经连接。直接使用它，或者为另一个连接新建套接字。"
        case "EINPROGRESS": return "连接正在建立，而这个套接字不等待。用 poll 等到它可写。"
        case "EALREADY": return "这个套接字上一次 connect 还没有结束。用 poll 等它完成。"
        case "ESHUTDOWN": return "连接的这个方向已经关闭，不能再发送。"
        default: return nil
        }
    }

    /// Errors about what was to be sent, received or set.
    private func messageMeaning(_ name: String, _ call: Call) -> String? {
        switch name {
        case "EAGAIN", "EWOULDBLOCK":
            return call.sends
                ? "发送缓冲区满了，而这个套接字不等待（或者已超时）。等 poll 说它可写时再试。"
                : "还没有数据，而这个套接字不等待（或者已超时）。稍后再试；连接仍然可用。"
        case "EINTR": return "调用还没做什么就被信号打断了。再调用一次即可。"
        case "EMSGSIZE": return "数据报太大：IPv4 上的 UDP 消息最多 65,507 字节。请分成小块发送。"
        case "EINVAL":
            return "\(call.rawValue) 不适合这个套接字现在的状态：已经绑定、还没有监听，或者参数超出范围。检查调用的顺序：socket、bind、listen、accept。"
        case "EOPNOTSUPP": return "这种套接字不支持 \(call.rawValue)。只有流套接字（TCP）才能监听和接受连接。"
        case "EPROTOTYPE": return "那个地址上的套接字类型不同：一个是流套接字，另一个是数据报套接字。"
        case "EPROTONOSUPPORT", "ESOCKTNOSUPPORT", "EPROTO": return "本机没有适合这种套接字的协议。请检查地址族和类型。"
        case "ENOPROTOOPT": return "这种套接字没有这个选项，或者层次不对。请检查选项的名字。"
        case "EDOM": return "给出的时间超出了这个选项的范围。"
        default: return nil
        }
    }

    /// Errors about the machine and the descriptor.
    private func systemMeaning(_ name: String) -> String? {
        switch name {
        case "EBADF": return "这个描述符不是打开的套接字：它已经关闭了。close 之后不要再使用。"
        case "ENOTSOCK": return "这个描述符不是套接字，可能是一个文件。"
        case "EMFILE": return "本进程打开的文件和套接字已达上限（ulimit -n）。关闭不再使用的那些。"
        case "ENFILE": return "整台机器打开的文件已达上限。关闭占用很多文件的程序。"
        case "ENOBUFS", "ENOMEM": return "内核没有内存来完成这次调用。每次少发一些，或者稍后再试。"
        case "ENOSR": return "系统没有资源来建立连接。稍后再试。"
        case "EFAULT": return "程序把自己内存之外的地址交给了内核。这是程序的错误。"
        case "EIO": return "套接字之下的读写失败了。再试一次；若一直如此，就是机器有问题。"
        case "ENODEV": return "没有这个网络接口。请检查名字。"
        case "ENOSYS": return "这个内核没有这个调用。"
        default: return nil
        }
    }
}
