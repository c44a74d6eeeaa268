"""Lesson 10, a thread for each client: the server.   python3 server.py 8080"""

import socket
import sys
import threading
import time

port = int(sys.argv[1])


def names(conn):
    """What recv brings, line by line: nc sends a line end, too."""
    while data := conn.recv(1024):
        yield from filter(None, data.decode("utf-8", "replace").splitlines())


def talk(conn):
    try:
        conn.sendall(b"Welcome!")
        for name in names(conn):
            if name == "exit":
                break
            time.sleep(1)
            conn.sendall(("Hello, %s!" % name).encode("utf-8"))
    except OSError as error:
        print("lost this caller:", error)
    conn.close()


listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
listener.bind(("127.0.0.1", port))
listener.listen(5)
port = listener.getsockname()[1]
print("listening on 127.0.0.1:%d" % port, file=sys.stderr, flush=True)

while True:  # Ctrl-C ends it
    conn, address = listener.accept()
    threading.Thread(target=talk, args=(conn,), daemon=True).start()
