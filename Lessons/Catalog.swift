/// The lessons that have Swift programs. A lesson that is only text needs no entry here.
package let catalog: [LessonPrograms] = [
    Addresses.lesson,
    BasicTCP.lesson,
    CommunicationLoop.lesson,
    ConnectionLoop.lesson,
    Backlog.lesson,
    UDP.lesson,
    RemoteCommands.lesson,
    StickyPackets.lesson,
    Header.lesson,
    ThreadPerClient.lesson,
    UDPChat.lesson,
    BothWays.lesson,
    TakingTurns.lesson,
    UnixSockets.lesson,
    OneToMany.lesson,
]
