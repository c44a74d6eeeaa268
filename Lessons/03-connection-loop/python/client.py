"""Lesson 3, the connection loop: the client.   python3 client.py 8080

Start it as often as you like. `python3 client.py 8080 vanish` says hi and
resets the connection.
"""

import socket
import struct
import sys

port = int(sys.argv[1])

client = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
client.connect(("127.0.0.1", port))

if "vanish" in sys.argv:
    client.send(b"hi")
    # To linger for 0 seconds means: do not say goodbye, reset.
    linger = struct.pack("ii", 1, 0)
    client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
    client.close()
    sys.exit()

while True:
    try:
        message = input(">> ").strip()
    except EOFError:  # Ctrl-D
        break
    if not message:
        continue
    client.send(message.encode("utf-8"))
    print(client.recv(1024).decode("utf-8"))

client.close()
