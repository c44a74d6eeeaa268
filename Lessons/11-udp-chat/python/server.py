"""Lesson 11, chat over UDP: the server.   python3 server.py 8080

Type a reply for each message; Enter alone, or no keyboard, sends "got it".
"""

import socket
import sys

port = int(sys.argv[1])

server = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
server.bind(("127.0.0.1", port))
port = server.getsockname()[1]
print("listening on 127.0.0.1:%d" % port, file=sys.stderr, flush=True)

while True:  # Ctrl-C ends it
    message, address = server.recvfrom(1024)
    text = message.decode("utf-8", "replace")
    print("from [%s:%d]: %s" % (address[0], address[1], text), flush=True)
    try:
        reply = input("reply: ").strip()
    except EOFError:
        reply = ""
    server.sendto((reply or "got it").encode("utf-8"), address)
