"""Lesson 2, the communication loop: the server.   python3 server.py 8080"""

import socket
import sys

port = int(sys.argv[1])

listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
listener.bind(("127.0.0.1", port))
listener.listen(5)
port = listener.getsockname()[1]
print("listening on 127.0.0.1:%d" % port, file=sys.stderr, flush=True)

conn, address = listener.accept()
while True:
    data = conn.recv(1024)
    if not data:  # the client has closed
        break
    print(data.decode("utf-8"))
    conn.send(data.upper())

conn.close()
listener.close()
