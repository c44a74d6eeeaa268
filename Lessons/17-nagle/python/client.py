"""Lesson 17, Nagle and delay: the client.   python3 client.py 8080

`python3 client.py 8080 nodelay` switches Nagle's algorithm off.
"""

import socket
import sys
import time

port = int(sys.argv[1])

client = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
client.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, "nodelay" in sys.argv)
client.connect(("127.0.0.1", port))

for number in range(1, 5):
    start = time.monotonic()
    client.sendall(b"head")
    client.sendall(b"body")
    answer = b""
    while len(answer) < 2:
        piece = client.recv(2 - len(answer))
        if not piece:
            sys.exit("the server closed")
        answer += piece
    print("round %d: %.1f ms" % (number, (time.monotonic() - start) * 1000))

client.close()
