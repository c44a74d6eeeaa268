"""Lesson 14, Unix sockets: the server.   python3 server.py /tmp/my.sock"""

import os
import socket
import sys

path = sys.argv[1]

listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
listener.bind(path)
listener.listen(5)
print("listening on", path, file=sys.stderr, flush=True)

conn, address = listener.accept()
data = conn.recv(1024)
print(data.decode("utf-8"))
conn.send(data.upper())
conn.close()
listener.close()
os.unlink(path)  # close leaves the file there
