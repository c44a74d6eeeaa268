import Engine
import Sockets

/// Programs about who starts when, and about addresses that are taken and given back.
extension GeneratedProgram.Shape {
    private func call(_ dice: inout Dice) -> [Step] { calling + (dice.one(in: 3) ? [act(on: "s", &dice)] : []) }

    /// Participants that start after each other, at a time, or at once, ready or not.
    func processes(_ dice: inout Dice) -> Program {
        let serve = listening(&dice) + dice.perhaps(.accept("l", as: "c"))
        let starts: [Participant.Start] = [.after("server"), .after("client-1"), .at(seconds: 0.002), .atOnce, .whenServerIsReady]
        let first = client(call(&dice), number: 1, start: dice.any([.atOnce, .at(seconds: 0.002), .whenServerIsReady]))
        let second = client(call(&dice), number: 2, start: dice.any(starts))
        var sides = [server(serve, start: dice.any([.atOnce, .atOnce, .at(seconds: 0.002)])), first, second]
        if dice.one(in: 3) {
            sides[2] = server(listening(&dice) + [.accept("l", as: "c")], named: "server-2", start: dice.any(starts))
        }
        return Program(transport: stream(&dice), sides: sides)
    }

    /// An address that is given back and taken again, by the same participant or by another one.
    func rebound(_ dice: inout Dice) -> Program {
        let isStream = dice.one(in: 2)
        let first: [Step] = isStream
            ? listening(&dice) + dice.perhaps(.accept("l", as: "c")) : [.socket("l"), .bind("l", .server)] + dice.perhaps(.recvfrom("l", 9))
        let again: [Step] = [.socket("m")] + dice.perhaps(.reuseAddress("m")) + [.bind("m", .server)]
            + (isStream ? [.listen("m", backlog: 1)] + dice.perhaps(.accept("m", as: "d")) : dice.perhaps(.recvfrom("m", 9)))
        let ask: [Step] = isStream ? call(&dice) : [.socket("s"), .sendto("s", "a", .server), .sendto("s", "b", .server)]
        let owners = dice.one(in: 2)
            ? [server(first + dice.perhaps(.close("l")) + again)]
            : [server(first + dice.perhaps(.close("l"))), server(again, named: "server-2", start: dice.any([.atOnce, .after("server")]))]
        return Program(transport: isStream ? .tcp : .udp, sides: owners + [client(ask)])
    }
}
