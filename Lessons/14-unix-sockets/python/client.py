"""Lesson 14, Unix sockets: the client.   python3 client.py /tmp/my.sock"""

import socket
import sys

path = sys.argv[1]

client = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
client.connect(path)
client.send("hello, server 你好".encode("utf-8"))
data = client.recv(1024)
print(data.decode("utf-8"))
client.close()
