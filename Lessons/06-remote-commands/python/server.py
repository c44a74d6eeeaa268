"""Lesson 6, remote commands: the server.   python3 server.py 8080"""

import socket
import struct
import subprocess
import sys

port = int(sys.argv[1])

# Only these, and no shell: whoever reaches the port can run what is allowed
# here.
ALONE = {"true", "false", "date", "whoami", "pwd"}
WITH_ARGUMENTS = {"echo", "seq", "yes", "uname", "ls"}
NAMES = " ".join(sorted(ALONE | WITH_ARGUMENTS))
SHELL = ";|&<>`$(){}[]*?~!\\\"'#"
LIMIT = 65536  # bytes


def refusal(command):
    """Why the command is not run; None when it may be."""
    for character in command:
        if character in SHELL:
            why = " means something to a shell, and there is no shell here"
            return character + why
        if ord(character) < 32 or ord(character) == 127:
            return "one line of text, please"
    words = [word for word in command.split(" ") if word]
    if not words:
        return "there is no command"
    if words[0] not in ALONE | WITH_ARGUMENTS:
        return words[0][:40] + " is not one of " + NAMES
    if words[0] in ALONE and len(words) > 1:
        return words[0] + " takes no arguments here"
    if words[0] == "seq":
        if any(word.strip("0123456789.-") for word in words[1:]):
            return "seq takes numbers only"
    if words[0] == "ls":
        if any("/" in word or word.startswith("..") for word in words):
            return "ls shows this folder and no other"
    return None


def run(words):
    """What the command writes to stderr, then to stdout."""
    environment = {"PATH": "/usr/local/bin:/usr/bin:/bin", "LC_ALL": "C.UTF-8"}
    process = subprocess.Popen(
        words,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment,
    )
    output = process.stdout.read(LIMIT + 1)
    if len(output) > LIMIT:  # it may never end by itself
        process.kill()
        output = output[:LIMIT] + b"\n[cut here: too long]\n"
    errors = process.stderr.read(LIMIT)
    process.stdout.close()
    process.stderr.close()
    process.wait()
    return errors + output


def answer(data):
    try:
        line = data.decode("utf-8")  # nc sends the line end, too
        command = line.removesuffix("\n").removesuffix("\r")
    except UnicodeDecodeError:
        return b"refused: this is no UTF-8 text\n"
    reason = refusal(command)
    if reason:
        return ("refused: %s\n" % reason).encode("utf-8")
    try:
        return run(command.split())
    except OSError as error:
        return ("cannot be run here: %s\n" % error.strerror).encode("utf-8")


listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
listener.bind(("127.0.0.1", port))
listener.listen(5)
port = listener.getsockname()[1]
print("listening on 127.0.0.1:%d" % port, file=sys.stderr, flush=True)

while True:  # the connection loop; Ctrl-C ends it
    conn, address = listener.accept()
    # A client who asks and never reads is dropped after 10 seconds.
    patience = struct.pack("ll", 10, 0)
    conn.setsockopt(socket.SOL_SOCKET, socket.SO_SNDTIMEO, patience)
    try:
        while True:  # the communication loop
            data = conn.recv(1024)
            if not data:
                break
            conn.sendall(answer(data))
    except OSError as error:
        print("lost this client:", error)
    conn.close()
