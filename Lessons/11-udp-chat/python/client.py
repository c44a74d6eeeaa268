"""Lesson 11, chat over UDP: the client.   python3 client.py 8080 [MESSAGE ...]

Without messages it asks for them: first whom to write to, then what.
"""

import socket
import sys

port = int(sys.argv[1])
address_book = {"teacher": ("127.0.0.1", port)}

client = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
client.settimeout(30)


def say(message, address):
    client.sendto(message.encode("utf-8"), address)
    try:
        reply, sender = client.recvfrom(1024)
        text = reply.decode("utf-8", "replace")
        print("from [%s:%d]: %s" % (sender[0], sender[1], text))
    except socket.timeout:
        print("no reply")


def ask(prompt):
    try:
        return input(prompt).strip()
    except EOFError:  # Ctrl-D
        return None


def chat():
    while (name := ask("to: ")) is not None:
        if name not in address_book:
            print("nobody called %s in the address book" % name)
            continue
        while (message := ask("message: ")) not in (None, "q"):
            if message:
                say(message, address_book[name])


if sys.argv[2:]:
    for message in sys.argv[2:]:
        say(message, address_book["teacher"])
else:
    chat()
client.close()
