import Messages

/// Which lesson introduces which idea of the course. A lesson before it may use the idea when its own text says
/// what it is, or where to read about it. (What lesson 0 introduces, every lesson may use.)
struct Idea: Sendable {
    var lesson: Int
    /// What the texts call it, one of these.
    private var english: [String]
    private var chinese: [String]

    init(_ lesson: Int, _ english: [String], _ chinese: [String]) {
        (self.lesson, self.english, self.chinese) = (lesson, english, chinese)
    }

    func names(in language: Language) -> [String] { language == .english ? english : chinese }

    static let all: [Idea] = [
        Idea(1, ["handshake", "three-way handshake"], ["握手"]),
        Idea(1, ["UTF-8"], ["UTF-8"]),
        Idea(2, ["reset", "RST"], ["重置", "RST"]),
        Idea(2, ["stand-off", "deadlock"], ["僵局", "死锁"]),
        Idea(2, ["cold war"], ["冷战"]),
        Idea(2, ["spinning", "round and round"], ["空转"]),
        Idea(3, ["TIME_WAIT"], ["TIME_WAIT"]),
        Idea(3, ["SO_REUSEADDR"], ["SO_REUSEADDR"]),
        Idea(4, ["backlog"], ["backlog"]),
        Idea(4, ["half-open", "half open"], ["半连接", "半开"]),
        Idea(4, ["receive queue"], ["接收缓冲区"]),
        Idea(4, ["time-out"], ["超时"]),
        Idea(5, ["datagram"], ["数据报"]),
        Idea(6, ["standard error", "stderr"], ["标准错误", "stderr"]),
        Idea(6, ["GBK"], ["GBK"]),
        Idea(6, ["mojibake"], ["乱码"]),
        Idea(7, ["sticky", "sticky packets"], ["粘包"]),
        Idea(7, ["stream of bytes", "byte stream"], ["字节流"]),
        Idea(7, ["TCP_NODELAY"], ["TCP_NODELAY"]),
        Idea(7, ["explore"], ["explore"]),
        Idea(8, ["header"], ["报头", "包头"]),
        Idea(8, ["network order", "network byte order"], ["网络字节序"]),
        Idea(8, ["--splits"], ["--splits"]),
        Idea(9, ["JSON"], ["JSON"]),
        Idea(9, ["fingerprint"], ["指纹"]),
        Idea(10, ["thread"], ["线程"]),
        Idea(10, ["lock"], ["加锁", "锁"]),
        Idea(10, ["descriptor"], ["描述符"]),
        Idea(11, ["address book"], ["通讯录"]),
        Idea(12, ["full duplex"], ["全双工"]),
        Idea(14, ["Unix socket"], ["Unix 套接字"]),
        Idea(14, ["socketpair"], ["socketpair"]),
        Idea(15, ["send buffer"], ["发送缓冲区"]),
        Idea(15, ["sendall"], ["sendall"]),
        Idea(15, ["non-blocking"], ["非阻塞"]),
        Idea(15, ["receiver's window", "receive window", "flow control"], ["接收方的窗口", "接收窗口", "流量控制"]),
        Idea(16, ["half-close", "half closed"], ["半关闭"]),
        Idea(16, ["FIN", "ACK"], ["FIN", "ACK"]),
        Idea(16, ["CLOSE_WAIT"], ["CLOSE_WAIT"]),
        Idea(16, ["SIGPIPE"], ["SIGPIPE"]),
        Idea(17, ["Nagle"], ["Nagle"]),
        Idea(17, ["delayed ACK"], ["延迟确认"]),
        Idea(18, ["poll"], ["poll"]),
        Idea(18, ["epoll"], ["epoll"]),
        Idea(18, ["event loop"], ["事件循环"]),
        Idea(19, ["IPv6"], ["IPv6"]),
        Idea(19, ["V6ONLY", "IPV6_V6ONLY"], ["V6ONLY", "IPV6_V6ONLY"]),
        Idea(19, ["mapped address"], ["映射地址"]),
        Idea(20, ["broadcast"], ["广播"]),
        Idea(20, ["multicast"], ["组播", "多播"]),
    ]
}
