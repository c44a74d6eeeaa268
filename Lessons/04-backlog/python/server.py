"""Lesson 4, the backlog: the server.   python3 server.py 8080 [SECONDS]"""

import socket
import struct
import sys
import time

port = int(sys.argv[1])
busy = float(sys.argv[2]) if len(sys.argv) > 2 else 5

listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
listener.bind(("127.0.0.1", port))
listener.listen(2)
port = listener.getsockname()[1]
print("listening on 127.0.0.1:%d" % port, file=sys.stderr, flush=True)

time.sleep(busy)  # something more important
while True:
    if hasattr(socket, "TCP_INFO"):  # Linux tells how long the queue is
        info = listener.getsockopt(socket.IPPROTO_TCP, socket.TCP_INFO, 32)
        waiting, backlog = struct.unpack("II", info[24:32])
        print(waiting, "in the queue")
    conn, address = listener.accept()
    print(conn.recv(1024).decode("utf-8"))
    conn.send(b"your turn")
    conn.close()
