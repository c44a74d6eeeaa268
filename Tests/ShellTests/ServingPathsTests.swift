import Foundation
import Messages
@testable import Shell
import Sockets
import Testing

/// `serve 14` and `connect 14`: one side of a lesson about Unix sockets, at a path.
@Suite(.serialized) final class ServingPathsTests {
    private let folder = TemporaryFolder()
    private var path: String { folder.path + "/s" }

    /// Whatever is not named goes into the test's folder.
    private func lab(_ arguments: String...) throws -> PseudoTerminal {
        let environment = ["XDG_STATE_HOME": folder.path + "/state", "HOME": folder.path, "TMPDIR": folder.path + "/"]
        return try PseudoTerminal(arguments, environment: environment, columns: 200)
    }

    private func refused(_ words: [String], _ language: Language = .english) -> (status: Int32, errors: String) {
        let lab = TestSession(language: language, environment: ["TMPDIR": folder.path])
        return (lab.session.perform(words), lab.errors)
    }

    private func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

    private func call(_ path: String, _ text: String) throws -> String {
        let socket = try Socket(.unixStream)
        defer { try? socket.close() }
        try socket.connect(.unix(path: path))
        _ = try Array(text.utf8).withUnsafeBytes { try socket.send($0) }
        var answer = [UInt8](repeating: 0, count: 1024)
        let count = try answer.withUnsafeMutableBytes { try socket.recv(into: $0) }
        return String(decoding: answer[..<count], as: UTF8.self)
    }

    /// What stands in the way: a server that has gone, or is there.
    private func bound(_ kind: SocketKind = .unixStream) throws -> Socket {
        let socket = try Socket(kind)
        try socket.bind(.unix(path: path))
        return socket
    }

    // MARK: Serving

    @Test func bothSides_meetAtTheUsualPath_whichGoesWithTheServer() throws {
        let usual = folder.path + "/socketlab-14.sock"
        let server = try lab("serve", "14")
        // Long sentences are broken between words.
        try server.expect("Lesson 14, stream: the server alone, on")
        try server.expect("\(usual).")
        try server.expect("A Unix socket: only programs on this machine reach it, by that path.")
        try server.expect("accept() waits")
        #expect(try call(usual, "hello") == "HELLO")
        try server.expect("The server has ended, and was started again on")
        try server.expect("\(usual).")
        let client = try lab("connect", "14")
        try client.expect("Lesson 14, stream: the client alone, to")
        try client.expect("\(usual).")
        try client.expect("client print \"HELLO, SERVER 你好\"")
        #expect(try client.ended() == 0)
        try server.expect("started again on")
        try server.expect("\(usual).")
        #expect(exists(usual))
        server.type("\u{3}")
        try server.expect("Stopped.")
        #expect(try server.ended() == 0)
        #expect(!exists(usual))
    }

    @Test(arguments: [SIGTERM, SIGHUP]) func path_goesAlsoWhereASignalEndsTheLab(_ number: Int32) throws {
        let server = try lab("serve", "14", "--path", path)
        try server.expect("accept() waits")
        server.signal(number)
        #expect(try server.ended() == 128 + number)
        #expect(!exists(path))
    }

    @Test func relativePath_isToldFromTheRootOn() throws {
        let server = try lab("serve", "14", "datagram", "--path", "no-such-folder/x")
        try server.expect("/no-such-folder/x lies in a folder that does not exist. Make the folder (mkdir)")
        #expect(server.screen.contains("bind(\(FileManager.default.currentDirectoryPath)/no-such-folder/x)"))
        #expect(try server.ended() == 1)
    }

    @Test func fileThatIsNoSocket_isLeftAlone() throws {
        try folder.write("file", "precious")
        symlink("file", folder.path + "/link")
        for name in ["file", "link", ""] {
            let path = folder.path + "/" + name
            let (status, errors) = refused(["serve", "14", "--path", path])
            #expect(status == 1)
            #expect(errors == "socketlab: \(path) is something else than a socket, and the lab leaves it as it is. Choose another path: --path FILE.\n")
            #expect(refused(["connect", "14", "--path", path]).errors == errors)
            #expect(refused(["serve", "14", "--path", path], .simplifiedChinese).errors == "socketlab: \(path) 是别的东西，不是套接字；实验室不会动它。请换一个路径：--path FILE。\n")
        }
        #expect(try folder.read("file") == "precious")
        #expect(folder.names(in: "") == ["file", "link"])
    }

    @Test func fileThatComesMeanwhile_isLeftAlone() throws {
        let server = try lab("serve", "14", "--path", path)
        try server.expect("accept() waits")
        #expect(rename(path, path + ".moved") == 0)
        try folder.write("s", "precious")
        #expect(try call(path + ".moved", "hello") == "HELLO")
        try server.expect("\(path) is something else than a socket")
        #expect(try server.ended() == 1)
        #expect(try folder.read("s") == "precious")
    }

    @Test func socketFileThatIsThere_isTold_andLeftAlone() throws {
        let other = try bound()
        defer { try? other.close() }
        let (status, errors) = refused(["serve", "14", "--path", path])
        #expect(status == 1)
        #expect(errors == "socketlab: \(path) is taken: a socket file is there. End the server that has it, or, if none runs, rm \(path), or choose another path: --path FILE.\n")
        #expect(refused(["serve", "14", "--path", path], .simplifiedChinese).errors == "socketlab: \(path) 已被占用：那里有一个套接字文件。停掉占用它的服务端；如果没有服务端在用，就运行 rm \(path)；或换一个路径：--path FILE。\n")
        #expect(exists(path))
    }

    @Test func folderThatTakesNoFile_isTold() throws {
        #expect(refused(["serve", "14", "--path", "/proc/x"]).errors == "socketlab: /proc/x cannot be made (ENOENT): bind makes a file, and the folder takes none from you. Choose a path in one of your own: --path FILE.\n")
        #expect(refused(["serve", "14", "--path", "/proc/x"], .simplifiedChinese).errors.contains("bind 要建一个文件，而你不能往那个目录里写"))
        try folder.write("file", "")
        let inFile = refused(["serve", "14", "--path", folder.path + "/file/x"])
        #expect(inFile.errors.contains("lies in a folder that does not exist"))
    }

    // MARK: Connecting

    @Test func nobodyThere_namesTheServer() throws {
        let usual = folder.path + "/socketlab-14.sock"
        for (scenario, command) in [("stream", "serve 14"), ("datagram", "serve 14 datagram"), ("permissions", "serve 14 permissions")] {
            let (status, errors) = refused(["connect", "14", scenario])
            #expect(status == 1)
            #expect(errors == "socketlab: nobody listens at \(usual). In another terminal: \(command)\n")
        }
        try bound().close()
        let (status, errors) = refused(["connect", "14", "--path", path])
        #expect(status == 1)
        #expect(errors == "socketlab: nobody listens at \(path). In another terminal: serve 14 --path \(path)\n")
    }

    @Test func serverOfTheOtherKind_isTold() throws {
        let other = try bound(.unixDatagram)
        defer { try? other.close() }
        let (status, errors) = refused(["connect", "14", "--path", path])
        #expect(status == 1)
        #expect(errors == "socketlab: the socket at \(path) is of another kind: stream and datagram sockets do not meet. End its server, then in that terminal: serve 14 --path \(path)\n")
        #expect(refused(["connect", "14", "--path", path], .simplifiedChinese).errors.contains("流和数据报碰不到一起"))
    }

    // MARK: The command line

    @Test func optionsOfTheOtherAddress_areRefused() {
        for command in ["serve", "connect"] {
            for option in ["--port", "--host"] {
                let (status, errors) = refused([command, "14", option, "1"])
                #expect(status == 64)
                #expect(errors == "socketlab: lesson 14 stream uses Unix sockets, which have a path and no port: --path takes the place of \(option)\n")
            }
            let (status, errors) = refused([command, "2", "--path", path])
            #expect(status == 64)
            #expect(errors == "socketlab: lesson 2 loop is reached by a port, not by a path: --port takes the place of --path\n")
        }
        #expect(refused(["serve", "14", "--port", "1"], .simplifiedChinese).errors.contains("请把 --port 换成 --path"))
        #expect(refused(["serve", "2", "--path", "x"], .simplifiedChinese).errors.contains("请把 --path 换成 --port"))
    }

    @Test func pathThatNoSocketCanHave_isRefused() {
        let long = "/tmp/" + String(repeating: "x", count: Address.longestPath - 4)
        for (path, shown) in [(long, long), ("", "\"\"")] {
            for command in ["serve", "connect"] {
                let (status, errors) = refused([command, "14", "--path", path])
                #expect(status == 64)
                #expect(errors == "socketlab: --path cannot be \(shown): the path of a Unix socket has 1 to \(Address.longestPath) bytes, counted from the first /\n")
            }
        }
        #expect(refused(["connect", "14", "--path", String(long.dropLast())]).errors.contains("nobody listens at"))
        #expect(refused(["serve", "14", "--path", long], .simplifiedChinese).errors.contains("是 1 到 \(Address.longestPath) 字节"))
    }
}
