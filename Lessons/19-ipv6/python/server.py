"""Lesson 19, IPv6: the server.   python3 server.py 8080"""

import socket
import sys

port = int(sys.argv[1])

listener = socket.socket(socket.AF_INET6, socket.SOCK_STREAM)
listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
listener.bind(("::1", port))
listener.listen(5)
port = listener.getsockname()[1]
print("listening on [::1]:%d" % port, file=sys.stderr, flush=True)

conn, address = listener.accept()
print("a call from", address)  # four values: host, port, flow label, scope
conn.sendall(conn.recv(1024).upper())

conn.close()
listener.close()
