"""Lesson 8, the header: the server.   python3 server.py 8080"""

import socket
import struct
import sys

port = int(sys.argv[1])


def output_of(command):
    """What the commands of this lesson print.

    The server of lesson 6 really runs them.
    """
    if command == "seq 1 1000":
        lines = ["%d\n" % number for number in range(1, 1001)]
        return "".join(lines).encode("utf-8")
    if command == "echo done":
        return b"done\n"
    if command == "true":
        return b""
    return (command + ": not known here\n").encode("utf-8")


listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
listener.bind(("127.0.0.1", port))
listener.listen(5)
port = listener.getsockname()[1]
print("listening on 127.0.0.1:%d" % port, file=sys.stderr, flush=True)

conn, address = listener.accept()
listener.close()
while True:
    command = conn.recv(1024)
    if not command:
        break
    line = command.rstrip(b"\r\n")  # nc sends a line end, too
    answer = output_of(line.decode("utf-8", "replace"))
    conn.sendall(struct.pack("!i", len(answer)))  # first the length
    conn.sendall(answer)  # then so many bytes

conn.close()
