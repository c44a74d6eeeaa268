"""Lesson 3, the connection loop: the server.   python3 server.py 8080"""

import socket
import sys

port = int(sys.argv[1])

listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
listener.bind(("127.0.0.1", port))
listener.listen(5)
port = listener.getsockname()[1]
print("listening on 127.0.0.1:%d" % port, file=sys.stderr, flush=True)

while True:  # the connection loop; Ctrl-C ends it
    conn, address = listener.accept()
    try:
        while True:  # the communication loop
            data = conn.recv(1024)
            if not data:
                break
            conn.send(data.upper())
    except OSError as error:
        print("lost this caller:", error)
    conn.close()
