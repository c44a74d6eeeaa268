"""Lesson 2, the communication loop: the client.   python3 client.py 8080"""

import socket
import sys

port = int(sys.argv[1])

client = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
client.connect(("127.0.0.1", port))

while True:
    try:
        message = input(">> ").strip()
    except EOFError:  # Ctrl-D
        break
    if message in ("quit", "q"):
        break
    if not message:  # an empty message cannot be sent
        continue
    client.send(message.encode("utf-8"))
    print(client.recv(1024).decode("utf-8"))

client.close()
