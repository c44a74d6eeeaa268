"""Lesson 19, IPv6: the client.   python3 client.py 8080"""

import socket
import sys

port = int(sys.argv[1])

client = socket.socket(socket.AF_INET6, socket.SOCK_STREAM)
client.connect(("::1", port))

client.sendall(b"hello")
print(client.recv(1024))

client.close()
