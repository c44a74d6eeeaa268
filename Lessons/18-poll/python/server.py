"""Lesson 18, one thread, many clients: the server.   python3 server.py 8080"""

import select
import socket
import sys

port = int(sys.argv[1])


def answer(conn):
    """False when this caller is to be let go."""
    try:
        data = conn.recv(1024)
        if not data:
            return False
        reply = data.upper()
        return conn.send(reply, socket.MSG_DONTWAIT) == len(reply)
    except OSError as error:
        print("lost this caller:", error)
        return False


listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
listener.bind(("127.0.0.1", port))
listener.listen(5)
port = listener.getsockname()[1]
print("listening on 127.0.0.1:%d" % port, file=sys.stderr, flush=True)

sockets = {listener.fileno(): listener}
poll = select.poll()
poll.register(listener, select.POLLIN)

while True:  # the event loop; Ctrl-C ends it
    for number, event in poll.poll():
        ready = sockets[number]
        if ready is listener:
            conn, address = listener.accept()
            sockets[conn.fileno()] = conn
            poll.register(conn, select.POLLIN)
        elif not answer(ready):
            poll.unregister(ready)
            del sockets[number]
            ready.close()
