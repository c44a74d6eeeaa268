@testable import Engine
import Foundation
import Sockets
import Testing
import Transcripts

/// A server alone at the path of a Unix socket: who made the file there, and who may remove it.
struct SoloPathTests {
    /// The server's path in a folder of the test's own, and what it runs there.
    private func withPath(_ body: (String, Doorway) throws -> Void) throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("solo-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try body(folder + "/server", Doorway())
    }

    private static let unixEcho = Scenario("unix-echo", transport: .unixStream, server: { host in
        let listener = try host.socket(.unixStream)
        try listener.bind(host.serverAddress)
        try listener.listen(backlog: 5)
        let (connection, _) = try listener.accept()
        try connection.sendAll(connection.recv(1024))
        try connection.close()
        try listener.close()
    }, client: { _ in })

    /// Runs the server once. Calls it as often as said, from inside the run, before it accepts; returns its events.
    private func serveOnce(at path: String, _ doorway: Doorway, calls: Int) throws -> [Event] {
        let console = SoloTests.Listener()
        console.onLine = { line in
            guard case .completes(let event) = line, event.call == .listen else { return }
            for _ in 0..<calls {
                guard let socket = try? Socket(.unixStream) else { return }
                try? socket.connect(.unix(path: path))
                _ = try? [UInt8(7)].withUnsafeBytes { try socket.send($0) }
                try? socket.close()
            }
        }
        var options = RunOptions()
        options.solo = Solo(participant: "server", address: .unix(path: path), doorway: doorway)
        _ = try run(Self.unixEcho, options: options, console: console)
        return console.events
    }

    private func heard(_ events: [Event]) -> Bool { events.contains { $0.call == .recv && $0.payload?.bytes == [7] } }
    private func exists(_ path: String) -> Bool { FileManager.default.fileExists(atPath: path) }

    /// In the first round three clients call at once; two of them wait until the program runs again.
    @Test func doorway_keepsAPath_andWhoWaits() throws {
        try withPath { path, doorway in
            for round in 1...3 {
                let events = try serveOnce(at: path, doorway, calls: round == 1 ? 3 : 0)
                #expect(events.first { $0.call == .bind }?.local == RecordedAddress(path))
                #expect(heard(events), "round \(round)")
                #expect(exists(path))
            }
            doorway.shut()
            #expect(!exists(path))
        }
    }

    /// Nobody finds the old socket any more: the program binds the path anew.
    @Test func pathThatWasRemoved_isBoundAnew() throws {
        try withPath { path, doorway in
            for round in 1...3 {
                #expect(heard(try serveOnce(at: path, doorway, calls: 1)), "round \(round)")
                if round == 1 { try FileManager.default.removeItem(atPath: path) }
                if round == 2 { try FileManager.default.moveItem(atPath: path, toPath: path + ".moved") }
            }
            doorway.shut()
            #expect(!exists(path) && exists(path + ".moved"))
        }
    }

    /// What somebody else has put there is neither taken nor removed.
    @Test func pathThatSomebodyElseHas_isLeftAlone() throws {
        try withPath { path, doorway in
            _ = try serveOnce(at: path, doorway, calls: 1)
            try FileManager.default.removeItem(atPath: path)
            try Data("precious".utf8).write(to: URL(fileURLWithPath: path))
            #expect(try serveOnce(at: path, doorway, calls: 0).last { $0.call == .bind }?.failure?.name == "EADDRINUSE")
            doorway.shut()
            #expect(FileManager.default.contents(atPath: path) == Data("precious".utf8))
        }
    }

    @Test func pathThatSomebodyElseHas_isNotRemovedAtTheEnd() throws {
        try withPath { path, doorway in
            _ = try serveOnce(at: path, doorway, calls: 1)
            try FileManager.default.removeItem(atPath: path)
            let other = try Socket(.unixStream)
            defer { try? other.close() }
            try other.bind(.unix(path: path))
            doorway.shut()
            #expect(exists(path))
        }
    }

    @Test func pathInUse_isNeitherTakenNorRemoved() throws {
        try withPath { path, doorway in
            let other = try Socket(.unixStream)
            defer { try? other.close() }
            try other.bind(.unix(path: path))
            #expect(try serveOnce(at: path, doorway, calls: 0).last { $0.call == .bind }?.failure?.name == "EADDRINUSE")
            doorway.shut()
            #expect(exists(path))
        }
    }

    /// Who takes none of its answers does not hold up a datagram server for good.
    @Test func unixDatagramServer_givesUpWhoTakesNothing() throws {
        try withPath { path, doorway in
            let console = SoloTests.Listener()
            var options = RunOptions()
            options.solo = Solo(participant: "server", address: .unix(path: path), doorway: doorway)
            let scenario = Scenario("patience", transport: .unixDatagram, server: { host in
                let socket = try host.socket(.unixDatagram)
                try socket.bind(host.serverAddress)
                var time = timeval()
                var length = socklen_t(MemoryLayout<timeval>.size)
                #expect(getsockopt(socket.raw.descriptor, SOL_SOCKET, SO_SNDTIMEO, &time, &length) == 0)
                host.print("\(time.tv_sec)")
            }, client: { _ in })
            _ = try run(scenario, options: options, console: console)
            #expect(console.events.last { $0.call == .print }?.payload?.bytes == Array("\(Int(RecordedSocket.patience))".utf8))
        }
    }
}
