import Foundation
import Sockets
import Testing

/// What lesson 15 says about receiving exactly in Python.
@Suite(.enabled(if: PythonProgram.isInstalled, "skipped: no python3 here"))
struct PythonReceiveTests {
    @Test func waitAllAndMakefile_receiveExactly() throws {
        #expect(try python("""
            sender = threading.Thread(target=lambda: [client.sendall(b"x") for _ in range(2000)])
            sender.start()
            print(len(server.recv(1000, socket.MSG_WAITALL)), len(server.makefile("rb").read(1000)))
            """) == "1000 1000")
    }

    /// A socket with a time-out does not block underneath, and so the flag has nothing to hold back.
    @Test func waitAll_doesNotHoldAfterSettimeout() throws {
        #expect(try python("""
            server.settimeout(60)
            client.sendall(b"abc")
            print(server.recv(6, socket.MSG_WAITALL))
            """) == "b'abc'")
    }

    /// What a few lines print that have the two ends of a connection, `client` and `server`.
    private func python(_ lines: String) throws -> String {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["python3", "-c", """
            import socket, threading
            listener = socket.create_server(("127.0.0.1", 0))
            client = socket.create_connection(listener.getsockname())
            server, _ = listener.accept()

            """ + lines]
        let output = Pipe()
        process.standardOutput = output
        try SpawnGuard.starting { Result { try process.run() } }.get()
        let text = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        return String(decoding: text, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
    }
}
