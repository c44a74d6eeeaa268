import Messages
import Rendering
import Testing
import Transcripts

@Suite struct PlaybackTests {
    private static let layouts: [LayoutChoice] = [.automatic, .wide, .compact, .rails, .plain]

    @Test(arguments: 0..<40)
    func stepByStep_ShowsWhatABeginningShows(seed: Int) {
        var random = SplitMix(state: UInt64(seed))
        var transcript = RandomTranscript.make(seed: UInt64(seed), events: 40)
        if seed.isMultiple(of: 2) { transcript.header.lesson = "03-x" }
        for layout in Self.layouts {
            let options = RenderOptions(
                width: Int.random(in: 40...160, using: &random), color: .ansi, layout: layout, unfolded: Bool.random(using: &random))
            expectTheSame(transcript, options)
        }
    }

    /// Rows that fold with one another: set-up, siblings one after the other, the closes at the end.
    @Test func stepByStep_FoldsAsABeginningDoes() {
        for (count, layout) in [(1, LayoutChoice.wide), (5, .compact), (5, .rails), (5, .plain)] {
            expectTheSame(Self.crowd(clients: count, rounds: 3), RenderOptions(width: 120, layout: layout))
        }
    }

    private func expectTheSame(_ transcript: Transcript, _ options: RenderOptions) {
        var playback = Playback(transcript, options: options)
        var before: [String] = []
        var settled: [String] = []
        for step in 0...playback.last {
            playback.advance(to: step)
            let text = (playback.lines + playback.footer).map { $0 + "\n" }.joined()
            #expect(text == render(transcript, options: options, upTo: step), "step \(step), \(options)")
            if step > 0 { #expect(playback.lines.prefix(playback.unchanged) == before.prefix(playback.unchanged)) }
            #expect(playback.lines.starts(with: settled))
            before = playback.lines
            settled = Array(playback.lines.prefix(playback.settled))
        }
    }

    @Test(arguments: [LayoutChoice.wide, .compact, .rails, .plain])
    func rows_AreLaidOutOnce_HoweverLongTheRun(layout: LayoutChoice) {
        for rounds in [100, 1_000] {
            let run = Self.crowd(clients: 1, rounds: rounds)
            var playback = Playback(run, options: RenderOptions(layout: layout))
            for step in 0...playback.last { playback.advance(to: step) }
            // The few that may fold are laid out again when they are settled.
            #expect(playback.rowsLaidOut <= playback.last + 40)
        }
    }

    @Test func aWaitThatEndsAtOnce_IsShownUntilItEnds() {
        var transcript = TranscriptBuilder().transcript
        var event = Event(number: 1, participant: "server", call: .recv, began: 0)
        event.size = 5
        transcript.append(.waits(event))
        event.ended = 1
        event.result = .returned(0)
        transcript.append(.completes(event))
        var playback = Playback(transcript, options: RenderOptions(layout: .plain))
        playback.advance(to: 1)
        #expect(playback.lines.count == playback.settled + 1)
        playback.advance(to: 2)
        #expect(playback.lines.contains { $0.contains("= 0") } && playback.lines.count { $0.hasPrefix("1 ") } == 1)
    }

    /// Clients that connect one after the other, say something in turns and close.
    private static func crowd(clients: Int, rounds: Int) -> Transcript {
        let names = clients == 1 ? ["client"] : (1...clients).map { "client-\($0)" }
        var transcript = Transcript(header: .init(
            lesson: "08-x", scenario: "crowd", participants: [.init(name: "server", role: .server)] + names.map { .init(name: $0, role: .client) },
            schedule: "lockstep", transport: "TCP"))
        func add(_ who: String, _ call: Call, _ fill: (inout Event) -> Void = { _ in }) {
            var event = Event(number: transcript.events.count + 1, participant: who, call: call, began: 0, ended: 0, result: .returned(0))
            event.socket = SocketName(descriptor: 3, role: "conn", kernel: 3)
            fill(&event)
            transcript.append(.completes(event))
        }
        for call in [Call.socket, .bind, .listen] { add("server", call) }
        for (place, name) in names.enumerated() {
            for call in [Call.socket, .connect] { add(name, call) { $0.connection = place + 1 } }
        }
        for round in 0..<rounds {
            for (place, name) in names.enumerated() {
                for (who, call) in [(name, Call.send), ("server", .recv)] {
                    add(who, call) { event in
                        event.connection = place + 1
                        event.size = 5
                        event.payload = Payload("hello")
                        event.result = .returned(5)
                        event.position = FlowPosition(flow: 2 * place + 2, offset: 5 * round)
                    }
                }
            }
        }
        for (place, name) in names.enumerated() { add(name, .close) { $0.connection = place + 1 } }
        add("server", .close)
        return transcript
    }
}
