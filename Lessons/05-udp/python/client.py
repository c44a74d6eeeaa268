"""Lesson 5, UDP: the client.   python3 client.py 8080"""

import socket
import sys

server = ("127.0.0.1", int(sys.argv[1]))

client = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
for message in ["hello", "你好"]:
    client.sendto(message.encode("utf-8"), server)
    data, address = client.recvfrom(1024)
    print(data.decode("utf-8"))

client.close()
