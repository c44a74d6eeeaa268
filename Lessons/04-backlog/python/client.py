"""Lesson 4, the backlog: the client.   python3 client.py 8080 [NAME]

Start several while the server is busy: `python3 client.py 8080 client-2 &`
"""

import socket
import sys
import time

port = int(sys.argv[1])
name = sys.argv[2] if len(sys.argv) > 2 else "client-1"

begin = time.monotonic()
client = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
client.connect(("127.0.0.1", port))
print("connected after %.1f s" % (time.monotonic() - begin), flush=True)

client.send(("hello from " + name).encode("utf-8"))
print(client.recv(1024).decode("utf-8"))

client.close()
