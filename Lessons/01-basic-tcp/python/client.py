"""Lesson 1, basic TCP: the client.   python3 client.py 8080"""

import socket
import sys

port = int(sys.argv[1])

phone = socket.socket(socket.AF_INET, socket.SOCK_STREAM)  # buy a phone
phone.connect(("127.0.0.1", port))  # dial

phone.send("hello, server 你好".encode("utf-8"))  # talk
data = phone.recv(1024)  # listen
print(data.decode("utf-8"))

phone.close()  # hang up
