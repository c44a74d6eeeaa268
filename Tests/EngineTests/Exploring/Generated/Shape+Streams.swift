import Engine
import Sockets

/// Programs about connections.
extension GeneratedProgram.Shape {
    func talk(_ dice: inout Dice) -> Program {
        let left = dice.some(1...4) { act(on: "c", &$0) }
        let right = dice.some(1...4) { act(on: "s", &$0) }
        return Program(transport: stream(&dice), sides: [
            server(listening(&dice) + [.accept("l", as: "c")] + left), client(calling + right),
        ])
    }

    func crowd(_ dice: inout Dice) -> Program {
        var steps = listening(&dice)
        for name in ["c", "d"] { steps += [.accept("l", as: name)] + dice.some(0...2) { act(on: name, &$0) } }
        let clients = (1...2).map { number in client(calling + dice.some(0...2) { act(on: "s", &$0) }, number: number) }
        return Program(transport: stream(&dice), sides: [server(steps)] + clients)
    }

    func rivalsInAccept(_ dice: inout Dice) -> Program {
        let threads = (1...2).map { number -> Step in
            let other = dice.any([.accept("l", as: "c"), .accept("l", as: "c"), .poll(["l"], timeout: nil), .close("l")] as [Step])
            return .thread([number == 1 ? .accept("l", as: "c") : other, .send("c", "\(number)")] + dice.perhaps(.close("c")))
        }
        let limits = dice.any([[], [], [.setNonblocking("l")], [.receiveTimeout("l", 0.003)]] as [[Step]])
        let clients = (1...(dice.one(in: 3) ? 2 : 1)).map { number in
            client(calling + dice.perhaps(.recv("s", 9)), number: number)
        }
        return Program(transport: stream(&dice), sides: [
            server(listening(&dice) + limits + threads + dice.perhaps(.join(0)) + dice.perhaps(.close("l"))),
        ] + clients)
    }

    func rivalsInRecv(_ dice: inout Dice) -> Program {
        let threads = (1...2).map { number -> Step in
            let first = dice.any([.recv("c", 1), .recv("c", 9), .recv("c", 9), .poll(["c"], timeout: nil), .recvAll("c", 1)] as [Step])
            return .thread([first] + dice.any([[.send("c", "\(number)")], [], [act(on: "c", &dice)]]))
        }
        let limits = dice.any([[], [], [.setNonblocking("c")], [.receiveTimeout("c", 0.003)]] as [[Step]])
        let right = dice.some(1...1) { dice in dice.any([.send("s", "ab"), .send("s", "c"), act(on: "s", &dice)]) }
        return Program(transport: stream(&dice), sides: [
            server(listening(&dice) + [.accept("l", as: "c")] + limits + threads + dice.perhaps(.join(1))),
            client(calling + right + dice.perhaps(.recv("s", 9))),
        ])
    }

    func pool(_ dice: inout Dice) -> Program {
        let callers = dice.one(in: 3) ? 2 : 1
        let rounds = callers == 1 ? dice.number(1...2) : 1
        let work: [Step] = [.accept("l", as: "c")] + dice.perhaps(.recv("c", 9))
        let threads = (1...2).map { number in
            Step.thread((0..<rounds).flatMap { _ in work + [.send("c", "\(number)"), .close("c")] })
        }
        let clients = (1...callers).map { number in
            client(calling + (callers == 1 ? [.send("s", "\(number)")] : []) + dice.perhaps(.recv("s", 9)), number: number)
        }
        return Program(transport: stream(&dice), sides: [server(listening(&dice) + threads)] + clients)
    }

    func poller(_ dice: inout Dice) -> Program {
        let timeout = dice.any([nil, nil, 0.003])
        let round: [Step] = [.poll(["l", "c"], timeout: timeout), .accept("l", as: "c"), .setNonblocking("c"), .recv("c", 9)]
        let clients = (1...dice.number(1...2)).map { number in
            client(calling + dice.some(0...2) { act(on: "s", &$0) }, number: number)
        }
        return Program(transport: stream(&dice), sides: [
            server(listening(&dice) + dice.perhaps(.setNonblocking("l")) + (1...dice.number(1...2)).flatMap { _ in round }),
        ] + clients)
    }

    func buffers(_ dice: inout Dice) -> Program {
        func much(_ name: String, _ dice: inout Dice) -> Step {
            let count = dice.any([3_000, 20_000, 150_000])
            return dice.any([
                .sendMany(name, count), .sendMany(name, count), .sendAll(name, count), .recv(name, 5_000), .recv(name, 200_000),
                .recv(name, 1), .send(name, "a"), .close(name), .reset(name), .halfClose(name), .state(name),
            ])
        }
        let small: [Step] = [.option("s", .sendBuffer, 4_608)] + dice.perhaps(.option("s", .receiveBuffer, 2_304))
        let listener: [Step] = [.socket("l")] + dice.perhaps(.option("l", .receiveBuffer, 2_304)) + listening(&dice).dropFirst()
        let left: [Step] = dice.perhaps(.setNonblocking("c")) + dice.some(1...3) { much("c", &$0) }
        let right: [Step] = dice.perhaps(.setNonblocking("s")) + dice.some(1...3) { much("s", &$0) }
        return Program(transport: stream(&dice), sides: [
            server(listener + [.accept("l", as: "c")] + left), client([calling[0]] + small + [calling[1]] + right),
        ])
    }

    /// Somebody closes, or shuts down, what another thread waits on.
    func closing(_ dice: inout Dice) -> Program {
        let waits = dice.any([.recv("c", 9), .recvAll("c", 9), .accept("l", as: "d"), .poll(["c"], timeout: nil), .send("c", "x")] as [Step])
        let ends = dice.any([.close("c"), .close("l"), .halfClose("c"), .reset("c"), .sleep(0.002)] as [Step])
        let right = dice.some(1...2) { act(on: "s", &$0) }
        return Program(transport: stream(&dice), sides: [
            server(listening(&dice) + [.accept("l", as: "c"), .thread([waits] + dice.perhaps(.print("woken"))), ends]
                + dice.perhaps(.join(0)) + dice.perhaps(act(on: "c", &dice))),
            client(calling + right),
        ])
    }

    func screen(_ dice: inout Dice) -> Program {
        let threads = (1...2).map { number -> Step in
            .thread([.accept("l", as: "c")] + dice.perhaps(.recv("c", 9)) + [.print("\(number)")] + dice.perhaps(.close("c")))
        }
        let callers = dice.one(in: 3) ? 2 : 1
        let clients = (1...callers).map { number in
            client(calling + dice.perhaps(.send("s", "\(number)")) + (callers == 1 ? dice.perhaps(.recv("s", 9)) : []), number: number)
        }
        let rest: [Step] = dice.perhaps(.join(0)) + dice.perhaps(.print("main")) + dice.perhaps(.join(1))
        return Program(transport: stream(&dice), sides: [server(listening(&dice) + threads + rest)] + clients)
    }

    /// Threads that share cells, and wait for a caller or for each other in between.
    func cells(_ dice: inout Dice) -> Program {
        func touch(_ dice: inout Dice) -> Step {
            let name = dice.any(["x", "x", "y"])
            return dice.any([.load(name), .store(name, "7"), .increment(name), .increment(name)])
        }
        if dice.one(in: 2) {
            let threads = [Step.thread(dice.some(1...2) { touch(&$0) }), .thread([touch(&dice)])]
            return Program(transport: .tcp, sides: [server([.cell("x"), .cell("y")] + threads + dice.perhaps(.join(0)) + [.load("x")])])
        }
        let threads = [Step.thread([.accept("l", as: "c"), touch(&dice)]), .thread([touch(&dice)])]
        return Program(transport: stream(&dice), sides: [
            server(listening(&dice) + [.cell("x"), .cell("y")] + threads + dice.perhaps(.join(0)) + [.load("x")]), client(calling),
        ])
    }
}
