"""Lesson 20, one to many: the sender.   python3 client.py 8080"""

import socket
import sys

group = "239.1.2.3"
port = int(sys.argv[1])

sender = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
# Out through loopback: nothing leaves this machine.
loopback = socket.inet_aton("127.0.0.1")
sender.setsockopt(socket.IPPROTO_IP, socket.IP_MULTICAST_IF, loopback)
for message in ["Good evening", "今晚有雨"]:
    sender.sendto(message.encode("utf-8"), (group, port))
sender.close()
