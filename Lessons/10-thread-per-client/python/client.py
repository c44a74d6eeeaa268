"""Lesson 10, a thread for each client: the client.

    python3 client.py 8080 [NAME ...]
"""

import socket
import sys

port = int(sys.argv[1])
names = sys.argv[2:] or ["plum", "pear"]

client = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
client.connect(("127.0.0.1", port))

print(client.recv(1024).decode("utf-8"))
for name in names:
    client.send(name.encode("utf-8"))
    print(client.recv(1024).decode("utf-8"))

client.send(b"exit")
client.close()
