"""Lesson 20, one to many: a receiver.

    python3 server.py 8080   (in two terminals)
"""

import socket
import sys

group = "239.1.2.3"
port = int(sys.argv[1])

receiver = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
# Several at one port.
receiver.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
receiver.bind((group, port))
# The group, and the interface to hear it on: loopback.
membership = socket.inet_aton(group) + socket.inet_aton("127.0.0.1")
receiver.setsockopt(socket.IPPROTO_IP, socket.IP_ADD_MEMBERSHIP, membership)
here = receiver.getsockname()
print("listening on %s:%d" % here, file=sys.stderr, flush=True)

while True:  # Ctrl-C ends it
    data, address = receiver.recvfrom(1024)
    print(data.decode("utf-8"), flush=True)
