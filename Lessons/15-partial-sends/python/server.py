"""Lesson 15, partial sends and receives: the server.

    python3 server.py 8080
"""

import socket
import sys

port = int(sys.argv[1])


def receive_exactly(sock, size):
    """Calls recv until all the bytes are there."""
    message = b""
    while len(message) < size:
        piece = sock.recv(size - len(message))
        if not piece:
            raise EOFError(
                "the client closed after %d of %d bytes" % (len(message), size)
            )
        print("recv returned %d bytes" % len(piece))
        message += piece
    return message


listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
listener.bind(("127.0.0.1", port))
listener.listen(5)
port = listener.getsockname()[1]
print("listening on 127.0.0.1:%d" % port, file=sys.stderr, flush=True)

conn, address = listener.accept()
listener.close()

message = receive_exactly(conn, 200000)
print("the message: %d bytes" % len(message))
print(conn.recv(1024))

conn.close()
