"""Lesson 13, taking turns: the client.   python3 client.py 8080"""

import socket
import sys

port = int(sys.argv[1])


def speak(client):
    """My turn to speak. False when that was goodbye."""
    line = ""
    while not line:  # an empty line cannot be sent
        try:
            line = input("> ")
        except EOFError:  # Ctrl-D
            line = "bye"
    client.send(line.encode("utf-8"))
    return line != "bye"


def listen(client):
    """The other one's turn. False when it said goodbye, or has gone."""
    data = client.recv(1024)
    if not data:
        print("(gone without bye)")
        return False
    print(data.decode("utf-8"))
    return data != b"bye"


client = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
client.connect(("127.0.0.1", port))
while speak(client) and listen(client):
    pass
client.close()
