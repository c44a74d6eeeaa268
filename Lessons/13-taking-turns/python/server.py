"""Lesson 13, taking turns: the server.   python3 server.py 8080"""

import socket
import sys

port = int(sys.argv[1])


def speak(conn):
    """My turn to speak. False when that was goodbye."""
    line = ""
    while not line:  # an empty line cannot be sent
        try:
            line = input("> ")
        except EOFError:  # Ctrl-D
            line = "bye"
    conn.send(line.encode("utf-8"))
    return line != "bye"


def listen(conn):
    """The other one's turn. False when it said goodbye, or has gone."""
    data = conn.recv(1024)
    if not data:
        print("(gone without bye)")
        return False
    print(data.decode("utf-8"))
    return data != b"bye"


listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
listener.bind(("127.0.0.1", port))
listener.listen(5)
port = listener.getsockname()[1]
print("listening on 127.0.0.1:%d" % port, file=sys.stderr, flush=True)

conn, address = listener.accept()
listener.close()
try:
    while listen(conn) and speak(conn):
        pass
except OSError as error:
    print("(gone: %s)" % error)
conn.close()
