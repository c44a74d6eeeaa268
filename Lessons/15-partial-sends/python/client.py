"""Lesson 15, partial sends and receives: the client.

    python3 client.py 8080
"""

import socket
import sys

port = int(sys.argv[1])

client = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
client.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 16384)
client.connect(("127.0.0.1", port))

client.sendall(b"0123456789" * 20000)
client.sendall(b"done")

client.close()
