extension English {
    package func firstScreen(version: String) -> String {
        """
        socketlab \(version)   real sockets, both ends on one screen       (中文: lang zh-Hans)

          lesson 1    start here: one server, one client, one question, one answer
          lesson 7    the famous one: why 3 sends come out of 1 recv (sticky packets)
          lessons     the list         help     the commands
          Tab completes · Ctrl-C stops a run · Ctrl-D leaves

        """
    }

    package func laterScreen(version: String, lesson: Int, page: Int, of pages: Int) -> String {
        "socketlab \(version)   last time: lesson \(lesson), page \(page) of \(pages).  Go on: next   Help: help"
    }

    package func laterScreen(version: String, finishedLesson: Int) -> String {
        "socketlab \(version)   last time: lesson \(finishedLesson), to the end.  Go on: next   Help: help"
    }

    package func laterScreen(version: String) -> String {
        "socketlab \(version)   Begin with lesson 1, or the famous one: lesson 7   Help: help"
    }

    package var help: String {
        """
        Learn     lessons              the list of lessons
                  lesson 7             text, questions and runs, page by page
                  lesson 7 sticky      only that run (no text, no questions)
                  code 7 [python]      its programs
        Look      show 11              event 11 of the last run, whole payload
                  again                the last run once more
                  replay 7             step through a recording: Enter, b, q
                  compare A B          where two recordings part
        Count     repeat 7             200 runs, threads racing: what comes how often
                  explore 7            every order of the calls: what can come at all
        Play      serve 2              its server alone; nc, telnet, Python may call
                  connect 2            its client alone; you type
                  lesson 7 --set recv=4    change it
        Bytes     pack !i 12           and unpack, calcsize, encode, decode
        Set       lang zh-Hans         language      --plain  no lanes
        Leave     quit, Ctrl-D

        A lesson goes by number, name or the beginning of its name: lesson stic
        """
    }

    package func describe(command: String) -> String {
        switch command {
        case "lessons": "Lists the lessons, and how far you are."
        case "lesson": "Opens a lesson: text, questions and runs, page by page. With a scenario: only that run."
        case "code": "Shows the programs of a lesson, in Swift or in Python."
        case "show": "Shows one event of the last run with its whole payload."
        case "again": "Makes the last run once more, or shows the last recording again."
        case "next": "Goes on where you left the lessons."
        case "transcripts": "Lists the recordings that came with the lab."
        case "replay": "Steps through a recording. With --speed, plays it in its own time."
        case "compare": "Shows where two recordings part: compare 7 sticky 7 udp. Each is a lesson with or without a scenario, a name from the list that transcripts shows, a file, or last."
        case "repeat": "Runs a scenario many times, threads racing, and counts what comes of it: 200 times unless you say how often."
        case "explore": "Runs a scenario in every order that its calls can have, and tells every outcome, with the schedule that leads there."
        case "serve": "Runs a lesson's server alone, for clients from other terminals or machines, until Ctrl-C."
        case "connect": "Runs a lesson's client alone, to a server in another terminal; you type what it sends."
        case "pack": "Shows values as bytes, by a format of Python's struct: pack !i 12, pack <hq -1 5"
        case "unpack": "Reads bytes by a format of Python's struct: unpack !i 0000000c"
        case "calcsize": "Tells how many bytes a format of Python's struct takes, padding included."
        case "encode": "Shows the bytes of a text in an encoding: encode 你好 gbk"
        case "decode": "Reads bytes as text in an encoding: decode c4e3bac3 gbk"
        case "lint": "Looks for faults in the lessons' files, and tells file and line."
        case "lang": "Sets the language and remembers it: en or zh-Hans."
        case "help": "Shows the commands, or one of them in full."
        case "quit": "Leaves the lab."
        default: ""
        }
    }

    package func describe(option: String) -> String {
        switch option {
        case "--plain": "one event a line, in words, without lanes"
        case "--layout": "automatic, wide, compact, rails or plain"
        case "--all": "show set-up calls and calls alike one by one"
        case "--raw": "show the kernel's own descriptors"
        case "--step": "stop before each call and wait for Enter"
        case "--interactive": "type yourself what the programs read with input"
        case "--no-pause": "do not stop after pages"
        case "--schedule": "lockstep, free, or letters that say which thread goes next (abba), as explore tells them"
        case "--save": "write the recording to this file as it happens; explore: one of each outcome to this folder"
        case "--host": "the address; 127.0.0.1, the default, is reached from this machine only"
        case "--into": "the folder for the files that the client saves; downloads, below the current one, unless you say"
        case "--path": "the path of a Unix socket (lesson 14), which has no port; /tmp/socketlab-14.sock unless you say"
        case "--set": "change something about the scenario, as in --set recv=4; a wrong name shows the list"
        case "--port": "the server's port; 0 lets the kernel choose: lesson without --port; serve and connect take 8080"
        case "--show": "show the transcript of this outcome"
        case "--expect": "fail (status 1) unless there are just so many outcomes and the search is complete"
        case "--json": "print the result as JSON; repeat and explore write outcomes in the same form, so that what races showed can be looked up"
        case "--splits": "try also that recv and send move fewer bytes than they could"
        case "--no-reduction": "try also orders that cannot make a difference"
        case "--max-runs": "stop after so many schedules, then sample at random; 100,000 unless you say"
        case "--max-time": "stop after so many seconds, then sample at random; 60 unless you say"
        case "--seed": "the seed of the random sample"
        case "--graph": "write the graph of states and outcomes to this SVG file"
        case "--speed": "play in the recording's own time, so many times as fast"
        case "--idle-limit": "when playing, no pause longer than so many seconds"
        case "--lang": "en or zh-Hans, for this command"
        case "--lessons": "the folder with the lessons"
        default: ""
        }
    }

    package var usageTitle: String { "Usage: " }
    package var optionsTitle: String { "Options:" }
    package var noSuchHelp: String { "help shows the commands" }
    package var stopped: String { "Stopped." }

    package func unknownCommand(_ word: String, nearest: String?) -> String {
        "unknown command \(word)" + orHint(nearest, "help shows the commands")
    }

    package func unknownLesson(_ word: String, nearest: String?) -> String {
        "there is no lesson \(word)" + orHint(nearest, "lessons shows the list")
    }

    package func noLesson(numbered word: String, first: Int, last: Int) -> String {
        "there is no lesson \(word): their numbers go from \(first) to \(last); lessons shows the list"
    }

    package func ambiguousLesson(_ word: String, among names: [String]) -> String {
        "\(word) may be \(names.joined(separator: " or ")); type more of the name"
    }

    package func unknownScenario(_ word: String, lesson: Int, nearest: String?, known: [String]) -> String {
        "lesson \(lesson) has no scenario \(word)" + orHint(nearest, "it has \(known.joined(separator: ", "))")
    }

    package func needsScenario(_ option: String, lesson: Int, known: [String]) -> String {
        "\(option) is for one run: name a scenario after lesson \(lesson); it has \(known.joined(separator: ", "))"
    }

    package func unknownOption(_ word: String, command: String, nearest: String?) -> String {
        "\(command) has no option \(word)" + orHint(nearest, "help \(command) shows its options")
    }

    package func unknownLanguage(_ word: String) -> String {
        "the lab does not speak \(word); it speaks en (English) and zh-Hans (简体中文)"
    }

    package func missingArgument(_ usage: String) -> String { "something is missing: \(usage)" }
    package func missingValue(_ option: String) -> String { "\(option) needs a value" }
    package func needlessValue(_ option: String) -> String { "\(option) takes no value" }
    package func needlessArgument(_ word: String, usage: String) -> String { "\(word) is one word too many: \(usage)" }

    package func badValue(_ value: String, for name: String, expected: String) -> String {
        "\(name) cannot be \(value): \(expected)"
    }

    package func impossibleChoice(_ letter: String, position: Int, possible: [String]) -> String {
        "--schedule: choice \(position) is \(letter), but that thread cannot go there; possible: \(possible.joined(separator: " "))"
    }

    package func portNotFree(_ port: UInt16, failure: String) -> String {
        "the server could not have port \(port) (\(failure)). Leave out --port to let the system choose a free one."
    }

    package var emptyName: String { "\"\"" }
    package func unclosedQuote(_ quote: String) -> String { "the quotation mark \(quote) is not closed" }
    package func cannotUnderstand(_ message: String) -> String { "cannot understand the command: \(message)" }
    package var expectsPort: String { "a port is a number from 0 (the kernel chooses) to 65535" }
    package var expectsPositiveNumber: String { "a number greater than 0 is expected" }
    package var expectsSchedule: String { "lockstep, free, or small letters such as abba are expected" }
    package var expectsEvent: String { "an event's number is expected: 1, 2, 3 …" }

    package func lessonsNotFound(tried: [String]) -> String {
        "the lessons were not found; tried: \(tried.joined(separator: ", ")). Say where they are: --lessons DIR, or SOCKETLAB_LESSONS=DIR"
    }

    package func aboutMinutes(_ minutes: Int) -> String { minutes == 1 ? "about 1 minute" : "about \(minutes) minutes" }
    package func minutes(_ minutes: Int) -> String { "\(minutes) min" }
    package func pageReached(_ page: Int, of pages: Int) -> String { "page \(page)/\(pages)" }
    package var lessonsHint: String { "lesson 1 opens a lesson · next goes on where you left" }
    package func pageMark(_ page: Int, of pages: Int) -> String { "\(page)/\(pages)" }
    package func noPrograms(lesson: Int) -> String { "lesson \(lesson) has no programs" }
    package func noSuchCode(_ language: String, lesson: Int) -> String { "lesson \(lesson) has no programs in \(language)" }

    package func lessonFinished(_ number: Int, next: Int?) -> String {
        "End of lesson \(number)." + (next.map { " The next one: lesson \($0)" } ?? " It is the last one.")
    }

    package var noNextLesson: String { "you have read the last lesson; lessons shows them all" }
    package var keyNext: String { "Enter next" }
    package var keyDone: String { "Enter done" }
    package var keyBack: String { "b back" }
    package var keyAgain: String { "r run again" }
    package var keyStep: String { "s step through it" }
    package var keyCode: String { "c whole code" }
    package var keyLeave: String { "q leave" }
    package var keyRest: String { "a all the rest" }
    package var keyMake: String { "Enter make the call" }

    package var noFrontMatter: String { "a lesson begins with the line ---, then title, minutes and summary, then --- again" }
    package var frontMatterNotClosed: String { "the line --- that ends the front matter is missing" }
    package func brokenYAML(_ reason: String) -> String { "the front matter is not YAML: \(reason)" }
    package func frontMatterField(missing name: String) -> String { "the front matter has no \(name)" }

    package func frontMatterField(bad name: String) -> String {
        name == "minutes" ? "minutes is not a number from 1 to 999" : "\(name) is not text"
    }

    package func textNamesUnknown(scenario name: String, nearest: String?) -> String {
        "run \(name): the lesson has no such scenario" + didYouMean(nearest)
    }

    package func textNamesUnknown(question id: String, nearest: String?) -> String {
        "ask \(id): the lesson has no such question" + didYouMean(nearest)
    }

    package func textNamesUnknown(program name: String, nearest: String?) -> String {
        "code \(name): the lesson has no such program" + didYouMean(nearest)
    }

    package func blockWithoutName(_ kind: String) -> String { "a block \(kind) needs a name after it" }

    package func askWithoutAnswer(_ id: String) -> String {
        "ask \(id): the line --- and the sentence for after the run are missing"
    }

    package func askWithoutRun(_ id: String) -> String { "ask \(id): no run block follows it on its page" }

    package var questionKeys: String { "(Enter: skip · q: leave)" }
    package func verdict(passed reply: String) -> String { "You said \(reply): right." }
    package func verdict(failed reply: String) -> String { "You said \(reply)." }
    package var verdictNotChecked: String { "Could not check: the run did not get that far." }

    package var noRunYet: String { "there is no run yet; try lesson 7 sticky" }

    package func noSuchEvent(_ number: Int, last: Int) -> String {
        last == 0 ? "the last run has no events" : "there is no event \(number); the last run has events 1 to \(last)"
    }

    package func nextCall(participant: String) -> String { "next: \(participant)" }
    package func saved(_ path: String) -> String { "saved: \(path)" }
    package func cannotWrite(_ path: String, reason: String) -> String { "cannot write \(path): \(reason)" }
    package func cannotWriteOutput(reason: String) -> String { "cannot write the output: \(reason)" }
    package var notRegularFile: String { "it is a device or a pipe, not a file" }
    package func fileTooLarge(megabytes: Int) -> String { "it is larger than \(megabytes) MiB" }
    package func cannotRead(_ path: String, reason: String) -> String { "cannot read \(path): \(reason)" }

    package func noTranscript(_ name: String, nearest: [String]) -> String {
        "there is no recording \(name)" + (nearest.isEmpty ? ". " : "; did you mean \(nearest.joined(separator: " or "))? ")
            + "A recording is a name that transcripts lists, a lesson and its scenario (7 udp), a file, or last"
    }

    package func ambiguousTranscripts(_ text: String, among pairs: [[String]]) -> String {
        "\(text) may be \(pairs.map { $0.joined(separator: " and ") }.joined(separator: ", or ")); give each its number: 7 sticky 7 udp"
    }

    package func sameTranscript(_ name: String) -> String {
        "both are the same recording, \(name); compare takes two: compare 7 sticky 7 udp"
    }

    package var transcriptsHint: String { "replay 7 sticky steps through one · compare 7 sticky 7 udp: where two part" }
    package var noTranscripts: String { "no recordings came with this lab; lesson 7 sticky --save FILE makes one" }
    package func stepOf(_ step: Int, _ last: Int) -> String { "\(step)/\(last)" }
    package func runFailed(_ reason: String) -> String { "the run could not be made: \(reason)" }
    package var languageSet: String { "The lab speaks English now." }

    package func cannotRemember(_ path: String, reason: String) -> String {
        "cannot remember this for next time: \(path): \(reason)"
    }

    package func warning(_ text: String) -> String { "warning: \(text)" }
    package var endOfRecording: String { "end" }

    private func orHint(_ nearest: String?, _ hint: String) -> String {
        nearest == nil ? "; \(hint)" : didYouMean(nearest)
    }

    private func didYouMean(_ nearest: String?) -> String { nearest.map { "; did you mean \($0)?" } ?? "" }
}
