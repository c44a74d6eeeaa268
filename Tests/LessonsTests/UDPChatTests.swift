import Engine
import Testing
import Transcripts

@Suite struct UDPChatTests {
    @Test func chat_answersEachByTheAddressThatCame() throws {
        let run = try runLesson(11, "chat")
        let replies = ["amy": ["welcome"], "ben": ["got it"], "cleo": ["再见", "got it"]]
        for (client, texts) in replies {
            #expect(run.calls(.recvfrom, of: client).map { String(decoding: $0.payload?.bytes ?? [], as: UTF8.self) } == texts)
        }
        #expect(run.calls(.socket, of: "teacher").count == 1)
        #expect(Set(run.calls(.recvfrom, of: "teacher").compactMap(\.peer)).count == 3)
    }

    @Test func chat_showsWhereAMessageCameFrom() throws {
        let run = try runLesson(11, "chat")
        let local = try #require(run.calls(.sendto, of: "ben").first?.local)
        let port = try #require(local.port)
        #expect(run.prints(of: "teacher").contains("from [127.0.0.1:\(port)]: 在吗"))
    }

    @Test func chat_refusesAnUnknownNameAndSendsNothing() throws {
        let run = try runLesson(11, "chat")
        #expect(run.prints(of: "ben").first == "nobody called headmaster in the address book")
        #expect(run.calls(.sendto, of: "ben").count == 1)
    }

    @Test func stranger_isReadInPlaceOfTheTeacher() throws {
        let run = try runLesson(11, "stranger")
        #expect(run.calls(.recvfrom, of: "amy").map(\.other) == ["stranger"])
        #expect(run.prints(of: "amy").first?.hasSuffix("]: school is out today") == true)
    }

    @Test func stranger_isTooLateForAQuickTeacher() throws {
        let run = try runLesson(11, "stranger", settings: ["think": .duration(0)])
        #expect(run.calls(.recvfrom, of: "amy").map(\.other) == ["teacher"])
    }

    @Test func careful_waitsForTheTeacher() throws {
        let run = try runLesson(11, "careful")
        #expect(run.calls(.recvfrom, of: "amy").map(\.other) == ["stranger", "teacher"])
        #expect(run.prints(of: "amy").last == "from the teacher: yes, at eight as always")
    }
}
