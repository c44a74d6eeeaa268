"""Lesson 5, UDP: the server.   python3 server.py 8080"""

import socket
import sys

port = int(sys.argv[1])

server = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
server.bind(("127.0.0.1", port))
port = server.getsockname()[1]
print("listening on 127.0.0.1:%d" % port, file=sys.stderr, flush=True)

while True:  # Ctrl-C ends it
    data, address = server.recvfrom(1024)
    print(data.decode("utf-8"))
    server.sendto(data.upper(), address)
