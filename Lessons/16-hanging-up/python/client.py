"""Lesson 16, hanging up properly: the client.   python3 client.py 8080"""

import socket
import sys

port = int(sys.argv[1])

client = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
client.connect(("127.0.0.1", port))

client.sendall(b"goodbye")
client.shutdown(socket.SHUT_WR)  # "I have no more to say, but I am listening"

while True:
    data = client.recv(1024)
    if not data:
        break
    print(data)

client.close()
