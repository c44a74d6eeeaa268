import Testing
import Transcripts

@Suite struct DistributionTests {
    private func run(_ sizes: [Int]) -> Transcript {
        var story = Story()
        for size in sizes { story.call("server", .recv, .returned(size)) }
        story.call("server", .print) { $0.payload = Payload("\(sizes)") }
        return story.transcript
    }

    @Test func runs_AreCountedByOutcome_AndByTheirFirstRecv() {
        var distribution = Distribution()
        for sizes in [[11, 0], [5, 6], [11, 0], [5, 3]] { distribution.add(run(sizes)) }
        #expect(distribution.runs == 4)
        #expect(distribution.counts.values.sorted() == [1, 1, 2])
        #expect(distribution.firstReceives == ["server": [11: 2, 5: 2]])
    }
}
