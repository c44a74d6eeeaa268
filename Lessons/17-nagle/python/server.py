"""Lesson 17, Nagle and delay: the server.   python3 server.py 8080"""

import socket
import sys

port = int(sys.argv[1])


def receive_question(sock):
    """8 bytes; None when the client has closed."""
    question = b""
    while len(question) < 8:
        piece = sock.recv(8 - len(question))
        if not piece:
            return None
        question += piece
    return question


listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
listener.bind(("127.0.0.1", port))
listener.listen(5)
port = listener.getsockname()[1]
print("listening on 127.0.0.1:%d" % port, file=sys.stderr, flush=True)

conn, address = listener.accept()
while receive_question(conn):
    conn.sendall(b"ok")

conn.close()
listener.close()
