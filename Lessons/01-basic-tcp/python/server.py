"""Lesson 1, basic TCP: the server.   python3 server.py 8080"""

import socket
import sys

port = int(sys.argv[1])

phone = socket.socket(socket.AF_INET, socket.SOCK_STREAM)  # buy a phone
phone.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # why: lesson 3
phone.bind(("127.0.0.1", port))  # insert the SIM: a number
phone.listen(5)  # switch it on
port = phone.getsockname()[1]
print("listening on 127.0.0.1:%d" % port, file=sys.stderr, flush=True)

conn, address = phone.accept()  # pick up
data = conn.recv(1024)  # listen to the caller
print(data.decode("utf-8"))
conn.send(data.upper())  # answer

conn.close()  # hang up
phone.close()  # switch it off
