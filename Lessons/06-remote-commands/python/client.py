"""Lesson 6, remote commands: the client.   python3 client.py 8080"""

import socket
import sys

port = int(sys.argv[1])

client = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
client.connect(("127.0.0.1", port))

while True:
    try:
        command = input("$ ").strip()
    except EOFError:  # Ctrl-D
        break
    if not command:
        continue
    client.send(command.encode("utf-8"))
    # One recv for one answer: right only as long as the answer is short.
    # Lesson 8 mends it.
    print(client.recv(1024).decode("utf-8", errors="replace"), end="")

client.close()
