"""Lesson 12, talking both ways at once: the side that writes first.

    python3 client.py 8080
"""

import socket
import sys
import threading

port = int(sys.argv[1])


def listen():
    while True:
        data, address = peer.recvfrom(1024)
        print(data.decode("utf-8"))
        if data.rstrip(b"\r\n") == b"bye":  # nc sends a line end, too
            break


def speak(friend):
    line = ""
    while line != "bye":
        try:
            line = input("> ")
        except EOFError:  # Ctrl-D
            line = "bye"
        peer.sendto(line.encode("utf-8"), friend)


peer = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
friend = ("127.0.0.1", port)
peer.sendto(b"hello", friend)

listening = threading.Thread(target=listen)
speaking = threading.Thread(target=speak, args=(friend,))
listening.start()
speaking.start()
speaking.join()
listening.join()
peer.close()
