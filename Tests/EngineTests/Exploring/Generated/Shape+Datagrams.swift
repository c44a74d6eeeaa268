import Engine
import Sockets

/// Programs about datagrams.
extension GeneratedProgram.Shape {
    /// A socket `s` on the server's address.
    private var bound: [Step] { [.socket("s"), .bind("s", .server)] }

    private func receive(_ dice: inout Dice) -> Step {
        dice.any([.recvfrom("s", 9), .recvfrom("s", 9), .recvfrom("s", 1), .poll(["s"], timeout: nil), .poll(["s"], timeout: 0.003)])
    }

    private func limits(_ dice: inout Dice) -> [Step] {
        dice.any([[], [], [.setNonblocking("s")], [.receiveTimeout("s", 0.003)]])
    }

    private func sender(_ number: Int, _ dice: inout Dice) -> Side {
        let isConnected = dice.one(in: 3)
        let words = dice.some(1...2) { "\(number)\($0.any(["a", "b"]))" }
        let sends = words.map { isConnected ? Step.send("s", $0) : .sendto("s", $0, .server) }
        let connect: [Step] = isConnected ? [.connect("s", .server)] : []
        let start: Participant.Start = dice.any([.whenServerIsReady, .whenServerIsReady, .whenServerIsReady, .atOnce])
        return client([.socket("s")] + connect + sends + dice.perhaps(.close("s")), number: number, start: start)
    }

    func datagrams(_ dice: inout Dice) -> Program {
        var steps = bound + limits(&dice) + dice.some(1...3) { receive(&$0) }
        var clients = (1...dice.number(1...2)).map { sender($0, &dice) }
        let transport = datagram(&dice)
        if transport == .udp, dice.one(in: 2) {
            steps.append(.sendto("s", "back", .lastSender))
            clients[0].steps = [.socket("s"), .sendto("s", "1", .server)] + limits(&dice) + [.recvfrom("s", 9)]
        }
        return Program(transport: transport, sides: [server(steps + dice.perhaps(.close("s")))] + clients)
    }

    func rivalsInRecvfrom(_ dice: inout Dice) -> Program {
        let transport = datagram(&dice)
        let threads = (1...2).map { number -> Step in
            let back: [Step] = transport == .udp ? dice.perhaps(.sendto("s", "\(number)", .lastSender)) : []
            return .thread([number == 1 ? .recvfrom("s", 9) : receive(&dice)] + back + dice.perhaps(.print("\(number)")))
        }
        let wish: [Step] = transport == .udp ? dice.perhaps(.recvfrom("s", 9)) : []
        let clients = (1...dice.number(1...2)).map { number in
            client([.socket("s"), .sendto("s", "\(number)", .server)] + dice.perhaps(.sendto("s", "x", .server)) + wish, number: number)
        }
        return Program(transport: transport, sides: [server(bound + limits(&dice) + threads + dice.perhaps(.close("s")))] + clients)
    }

    /// More than a small buffer takes; over a Unix socket, more than the queue takes.
    func lostDatagrams(_ dice: inout Dice) -> Program {
        let transport = datagram(&dice)
        let count = transport == .udp ? dice.number(2...3) : dice.number(10...12)
        let clients = (1...dice.number(1...2)).map { number in
            let sends = (0..<(number == 1 ? count : 1)).map { Step.sendtoMany("s", 1_000 + number * 100 + $0, .server) }
            return client([.socket("s")] + (transport == .udp ? [] : dice.perhaps(.setNonblocking("s"))) + sends, number: number)
        }
        let small: [Step] = [.socket("s"), .option("s", .receiveBuffer, 2_304), .bind("s", .server)]
        return Program(transport: transport, sides: [
            server(small + limits(&dice) + dice.some(1...3) { _ in .recvfrom("s", 2_000) })
        ] + clients)
    }

    /// Clients that write to each other.
    func strangers(_ dice: inout Dice) -> Program {
        let first = client([.socket("s"), .sendto("s", "a", .server)] + limits(&dice) + [.recvfrom("s", 9)], number: 1)
        let second = client(
            [.socket("s")] + dice.perhaps(.sendto("s", "b", .server)) + [.sendto("s", "c", .participant("client-1"))], number: 2,
            start: dice.any([.whenServerIsReady, .atOnce, .at(seconds: 0.002)]))
        let answer: [Step] = dice.perhaps(.sendto("s", "back", .lastSender))
        return Program(transport: .udp, sides: [server(bound + [.recvfrom("s", 9)] + answer), first, second])
    }
}
