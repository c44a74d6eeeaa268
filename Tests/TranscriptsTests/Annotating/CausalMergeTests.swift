import Testing
import Transcripts

/// The order that the merge finds is one that can have been, whatever the threads did at the same time.
struct CausalMergeTests {
    /// A merged execution: its transcript and, for each event, which call of which thread it was.
    private struct Merged {
        let execution: RandomExecution
        var transcript: Transcript
        var places: [Int: Overlaps.Place] = [:]
        var order: [RawRecord] = []
    }

    private func merged(_ execution: RandomExecution) -> Merged {
        var logs = execution.logs
        var overlaps = Overlaps()
        for (thread, log) in logs.enumerated() {
            for (index, record) in log.enumerated() where record.call == .send || record.call == .recv {
                overlaps.add(
                    .init(thread: thread, index: index), socket: record.socket?.serial ?? 0, sends: record.call == .send,
                    began: record.began, ended: record.ended ?? 0)
            }
        }
        for place in overlaps.raced { logs[place.thread][place.index].raced = true }
        var result = Merged(execution: execution, transcript: Transcript(header: execution.header))
        var counts: [String: Int] = [:]
        let names = execution.logs.map { "\($0.first?.participant ?? "") \($0.first?.thread ?? "")" }
        // Each raw line is told before the line that was made of it.
        var raw: RawLine?
        var merge = CausalMerge(
            execution.header, logs.map { $0.map { RawLine.completes($0) }.makeIterator() }, rawLines: { raw = $0 }
        ) { line in
            result.transcript.append(line)
            guard case .completes(let record)? = raw, case .completes(let event) = line else { return }
            let name = "\(record.participant) \(record.thread ?? "")"
            result.places[event.number] = .init(thread: names.firstIndex(of: name) ?? -1, index: counts[name, default: 0])
            counts[name, default: 0] += 1
            result.order.append(record)
        }
        merge.run()
        return result
    }

    private static let seeds = (1...50).map { UInt64($0) }

    @Test(arguments: seeds) func everyThread_keepsItsOrder_andWhatEndedBeforeStandsBefore(seed: UInt64) {
        let merged = merged(RandomExecution(seed: seed, clients: 2, writers: 2, steps: 150))
        #expect(merged.order.count == merged.execution.logs.reduce(0) { $0 + $1.count })
        for thread in merged.execution.logs.indices {
            let own = merged.places.filter { $0.value.thread == thread }
            let inOrder = merged.transcript.steps.compactMap { step -> Int? in
                if case .completes(let number) = step { own[number]?.index } else { nil }
            }
            #expect(inOrder == Array(0..<merged.execution.logs[thread].count))
        }
        var latest: Nanoseconds = 0
        for record in merged.order {
            #expect((record.ended ?? 0) >= latest, "\(record.call) of \(record.participant)")
            latest = max(latest, record.began)
        }
    }

    @Test(arguments: seeds) func causeStandsBeforeEffect(seed: UInt64) {
        let merged = merged(RandomExecution(seed: seed, clients: 3, writers: 1 + Int(seed % 3), steps: 200))
        var isListening = false
        var connected: Set<Address> = []
        var sent: [Int: Int] = [:]
        var closed: Set<Int> = []
        for case .completes(let number) in merged.transcript.steps {
            guard let event = merged.transcript.event(number) else { continue }
            switch event.call {
            case .listen: isListening = true
            case .connect:
                #expect(isListening == (event.count != nil), "connect \(event.result)")
                if let local = event.local?.value { connected.insert(local) }
            case .accept:
                #expect(event.peer?.value.map { connected.contains($0) } == true)
                #expect(event.other?.hasPrefix("client") == true)
            case .send: if let flow = event.position?.flow { sent[flow, default: 0] += event.count ?? 0 }
            case .recv:
                guard let position = event.position, let count = event.count else { continue }
                #expect(position.offset + count <= sent[position.flow, default: 0])
                if count == 0 { #expect(closed.contains(event.connection ?? 0)) }
            case .close: closed.insert(event.connection ?? 0)
            default: break
            }
        }
    }

    @Test(arguments: seeds) func bytes_areLabelledWithTheRightSend_orMarked(seed: UInt64) {
        let execution = RandomExecution(seed: seed, clients: 2, writers: 1 + Int(seed % 3), steps: 250)
        let merged = merged(execution)
        var sends: [Int: [Event]] = [:]
        for event in merged.transcript.events where event.call == .send { sends[event.position?.flow ?? 0, default: []].append(event) }
        for (flow, sends) in sends {
            let sorted = sends.sorted { ($0.position?.offset ?? 0) < ($1.position?.offset ?? 0) }
            var next = 0
            for event in sorted {
                #expect(event.position?.offset == next, "no byte is counted twice")
                next += event.count ?? 0
            }
            guard let accepted = merged.transcript.events.first(where: { $0.call == .accept && 2 * ($0.connection ?? 0) == flow })?.accepted,
                let truth = execution.senders[accepted.kernel - 10]
            else { continue }
            for event in sorted where event.position?.isUncertain == false {
                let start = event.position?.offset ?? 0
                for offset in start..<(start + (event.count ?? 0)) where offset < truth.count {
                    #expect(truth[offset] == merged.places[event.number])
                }
            }
            if execution.logs.count == 3 { #expect(sorted.allSatisfy { $0.position?.isUncertain == false }) }
        }
    }

    @Test func listen_standsBeforeTheConnectThatItMadePossible() throws {
        let socket = RawSocket(serial: 1, kernel: 5, isStream: true)
        let client = RawSocket(serial: 2, kernel: 6, isStream: true)
        func record(_ who: String, _ call: Call, _ socket: RawSocket, _ began: Nanoseconds, _ ended: Nanoseconds) -> RawRecord {
            RawRecord(participant: who, call: call, socket: socket, began: began, ended: ended, result: .returned(0))
        }
        var listen = record("server", .listen, socket, 20, 90)
        listen.local = .loopback(port: 80)
        var connect = record("client", .connect, client, 10, 80)
        (connect.address, connect.local) = (.loopback(port: 80), .loopback(port: 5_000))
        let logs = [
            [record("server", .socket, socket, 1, 2), listen], [record("client", .socket, client, 1, 3), connect],
        ]
        var calls: [Call] = []
        let header = Transcript.Header(
            lesson: "", scenario: "", participants: [.init(name: "server", role: .server), .init(name: "client", role: .client)],
            schedule: "free", transport: "TCP")
        var merge = CausalMerge(header, logs.map { $0.map { RawLine.completes($0) }.makeIterator() }) { line in
            if case .completes(let event) = line { calls.append(event.call) }
        }
        merge.run()
        #expect(calls == [.socket, .socket, .listen, .connect])
    }
}
