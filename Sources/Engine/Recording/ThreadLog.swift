import Synchronization
import Transcripts

/// What one thread records under `free`: fixed-size records of its sends and receives, appended without
/// formatting, locks or allocation (a new chunk every 4,096 calls), and whole events for the rare calls.
///
/// Unchecked: touched by its thread alone, and by the one that called `run` after the thread has ended.
final class ThreadLog: @unchecked Sendable {
    /// One `send` or `recv`.
    struct Record {
        var began: Nanoseconds
        var ended: Nanoseconds
        var socket: Unmanaged<RecordedSocket>
        /// Bytes wanted or offered.
        var size: Int
        /// Bytes that moved, or the negative errno.
        var result: Int
        /// Where the payload begins, counted over all blocks, and how much of it was kept.
        var payload: Int
        var kept: Int32
        var flags: Int32
        var call: Call
    }

    static let chunkSize = 4_096
    static let blockSize = 256 << 10

    // One thread at a time, as said above: no need to check each access for overlap.
    @exclusivity(unchecked) private(set) var chunks: [UnsafeMutableBufferPointer<Record>] = []
    @exclusivity(unchecked) private var used = ThreadLog.chunkSize
    /// Payloads, in blocks: none crosses a border, and a block is given back as soon as its events are made.
    @exclusivity(unchecked) private var blocks: [UnsafeMutableRawBufferPointer?] = []
    @exclusivity(unchecked) private var filled = ThreadLog.blockSize
    /// What is left of this thread's share of the run's payload budget.
    @exclusivity(unchecked) private var left = 0
    /// Calls other than `send` and `recv`, and those of a barren streak.
    var events: [RawRecord] = []
    var ending: Transcript.Ending?

    deinit {
        for chunk in chunks { chunk.deallocate() }
        for block in blocks { block?.deallocate() }
    }

    @inline(__always)
    func append(_ record: Record) {
        if used == Self.chunkSize { addChunk() }
        chunks[chunks.count - 1].initializeElement(at: used, to: record)
        used += 1
    }

    private func addChunk() {
        chunks.append(.allocate(capacity: Self.chunkSize))
        used = 0
    }

    /// Keeps as much of the payload as the run's budget allows. Returns where it begins and how much was kept.
    @inline(__always)
    func keep(_ payload: UnsafeRawBufferPointer, budget: borrowing Atomic<Int>) -> (start: Int, kept: Int32) {
        var count = payload.count
        if count > Payload.prefix {
            if count > left { draw(from: budget) }
            if count > Payload.wholeLimit || count > left { count = Payload.prefix }
        }
        if filled + count > Self.blockSize { addBlock() }
        let start = filled
        if count > 0, let block = blocks[blocks.count - 1] {
            block.baseAddress!.advanced(by: start).copyMemory(from: payload.baseAddress!, byteCount: count)
        }
        filled += count
        left -= count
        return ((blocks.count - 1) * Self.blockSize + start, Int32(count))
    }

    private func addBlock() {
        blocks.append(.allocate(byteCount: Self.blockSize, alignment: 16))
        filled = 0
    }

    /// Takes another slice of the run's budget: the threads meet at it once in many calls, not in each.
    private func draw(from budget: borrowing Atomic<Int>) {
        let slice = max(0, min(budget.load(ordering: .relaxed), 4 * Payload.wholeLimit))
        budget.subtract(slice, ordering: .relaxed)
        left += slice
    }

    var recordCount: Int { chunks.isEmpty ? 0 : (chunks.count - 1) * Self.chunkSize + used }

    func record(at index: Int) -> Record { chunks[index / Self.chunkSize][index % Self.chunkSize] }

    func payload(of record: Record) -> Payload? {
        guard record.result >= 0, let block = blocks[record.payload / Self.blockSize] else { return nil }
        let start = record.payload % Self.blockSize
        return Payload(Array(block[start..<start + Int(record.kept)]), length: record.result)
    }

    /// The payloads before this record's are not needed any more.
    func releaseBlocks(before record: Record) {
        var index = record.payload / Self.blockSize - 1
        while index >= 0, let block = blocks[index] {
            block.deallocate()
            blocks[index] = nil
            index -= 1
        }
    }
}
