"""Lesson 7, sticky packets: the client.   python3 client.py 8080"""

import socket
import sys

port = int(sys.argv[1])

client = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
client.connect(("127.0.0.1", port))

client.send(b"hello")
client.send(b"big")
client.send(b"pig")

client.close()
