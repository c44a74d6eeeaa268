import Engine
import Sockets

extension GeneratedProgram {
    /// The program of this seed: the same one everywhere.
    init(seed: UInt64) {
        var dice = Dice(seed: seed)
        let shape = Shape.of(seed)
        self = shape.program(&dice)
        for side in sides.indices where dice.one(in: 3) { sides[side].manner.tellsAtTheEnd = true }
        for side in sides.indices where dice.one(in: 6) { sides[side].manner.stopsAtErrors = true }
    }

    /// What a program is about: each kind of rivalry comes up as often as every other.
    enum Shape: CaseIterable, Sendable {
        case talk, crowd, rivalsInAccept, rivalsInRecv, pool, poller, buffers, datagrams, rivalsInRecvfrom, lostDatagrams
        case screen, processes, closing, strangers, rebound, cells

        /// The shape of the program of this seed.
        static func of(_ seed: UInt64) -> Shape { allCases[Int(seed % UInt64(allCases.count))] }
    }
}

/// Random choices out of a seed.
struct Dice {
    private var generator: SeededGenerator

    init(seed: UInt64) { generator = SeededGenerator(seed: seed) }

    mutating func one(in count: Int) -> Bool { Int.random(in: 0..<count, using: &generator) == 0 }
    mutating func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &generator) }
    mutating func any<Value>(_ values: [Value]) -> Value { values.randomElement(using: &generator)! }

    /// So many values, made one after another.
    mutating func some<Value>(_ range: ClosedRange<Int>, _ make: (inout Dice) -> Value) -> [Value] {
        (0..<number(range)).map { _ in make(&self) }
    }

    /// The value, now and then.
    mutating func perhaps<Value>(_ value: Value) -> [Value] { one(in: 2) ? [value] : [] }
}

extension GeneratedProgram.Shape {
    typealias Program = GeneratedProgram
    typealias Step = GeneratedProgram.Step
    typealias Side = GeneratedProgram.Side

    func program(_ dice: inout Dice) -> Program {
        switch self {
        case .talk: talk(&dice)
        case .crowd: crowd(&dice)
        case .rivalsInAccept: rivalsInAccept(&dice)
        case .rivalsInRecv: rivalsInRecv(&dice)
        case .pool: pool(&dice)
        case .poller: poller(&dice)
        case .buffers: buffers(&dice)
        case .closing: closing(&dice)
        case .screen: screen(&dice)
        case .datagrams: datagrams(&dice)
        case .rivalsInRecvfrom: rivalsInRecvfrom(&dice)
        case .lostDatagrams: lostDatagrams(&dice)
        case .processes: processes(&dice)
        case .strangers: strangers(&dice)
        case .rebound: rebound(&dice)
        case .cells: cells(&dice)
        }
    }

    // MARK: Parts of programs

    func server(_ steps: [Step], named name: String = "server", start: Participant.Start = .atOnce) -> Side {
        Side(name: name, role: .server, start: start, steps: steps)
    }

    func client(_ steps: [Step], number: Int? = nil, start: Participant.Start = .whenServerIsReady) -> Side {
        Side(name: number.map { "client-\($0)" } ?? "client", role: .client, start: start, steps: steps)
    }

    func stream(_ dice: inout Dice) -> Transport { dice.one(in: 3) ? .unixStream : .tcp }
    func datagram(_ dice: inout Dice) -> Transport { dice.one(in: 3) ? .unixDatagram : .udp }

    /// A listener `l` on the server's address. Its queue is seldom short: who finds it full waits in real time.
    func listening(_ dice: inout Dice) -> [Step] {
        [.socket("l"), .bind("l", .server), .listen("l", backlog: dice.any([0, 1, 5, 5, 5, 5, 5, 5, 5, 5]))]
    }

    /// A socket `s` connected to the server.
    var calling: [Step] { [.socket("s"), .connect("s", .server)] }

    /// A step on a connection.
    func act(on name: String, _ dice: inout Dice) -> Step {
        let word = dice.any(["a", "b", "cd"])
        return dice.any([
            .send(name, word), .send(name, word), .send(name, word), .recv(name, 1), .recv(name, 9), .recv(name, 9),
            .recv(name, 9), .recvAll(name, 9), .halfClose(name), .close(name), .reset(name), .state(name), .sleep(0.002),
            .poll([name], timeout: nil), .poll([name], timeout: 0.003), .setNonblocking(name), .receiveTimeout(name, 0.003),
        ])
    }
}
