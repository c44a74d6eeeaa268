import CLinux
import Foundation
import Sockets
import Synchronization

/// A thread that goes into one blocking call of the kernel.
final class WaitingThread<Value: Sendable>: Sendable {
    private let number = Atomic<Int32>(0)
    private let hasEnded = Atomic<Bool>(false)
    private let outcome = Mutex<Result<Value, any Error>?>(nil)
    private let end = DispatchSemaphore(value: 0)

    /// Nothing in `call` may sleep before the system call: no lock, and no memory from the heap.
    init(_ call: @escaping @Sendable () throws -> Value) {
        Thread.detachNewThread { [self] in
            number.store(clinux_thread_id(), ordering: .releasing)
            let result = Result { try call() }
            hasEnded.store(true, ordering: .releasing)
            outcome.withLock { $0 = result }
            end.signal()
        }
    }

    /// Waits, without guessing how long, until the thread sleeps in its call or is through with it.
    func awaitSleep() {
        while !hasEnded.load(ordering: .acquiring) {
            let thread = number.load(ordering: .acquiring)
            if thread != 0, clinux_thread_sleeps(thread) != 0 { return }
            sched_yield()
        }
    }

    /// What the call returned.
    func value() throws -> Value {
        end.wait()
        end.signal()
        return try outcome.withLock { $0! }.get()
    }
}

extension Socket {
    /// Receives into memory of the stack: only the kernel can make this thread sleep.
    func recvTextFromStack() throws -> String {
        try withUnsafeTemporaryAllocation(byteCount: 64, alignment: 1) { buffer in
            let count = try recv(into: buffer)
            return String(decoding: buffer.prefix(count), as: UTF8.self)
        }
    }
}
