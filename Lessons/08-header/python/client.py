"""Lesson 8, the header: the client.   python3 client.py 8080"""

import socket
import struct
import sys

port = int(sys.argv[1])


def recv_exactly(sock, size):
    """Calls recv until all the bytes are there."""
    data = b""
    while len(data) < size:
        piece = sock.recv(size - len(data))
        if not piece:
            raise EOFError(
                "the server closed after %d of %d bytes" % (len(data), size)
            )
        data += piece
    return data


def receive_answer(sock):
    left = struct.unpack("!i", recv_exactly(sock, 4))[0]
    if left < 0:
        raise ValueError("no header: the answer would be %d bytes long" % left)
    answer = b""
    while left > 0:
        piece = recv_exactly(sock, min(1024, left))
        answer += piece
        left -= len(piece)
    return answer


client = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
client.connect(("127.0.0.1", port))

for command in ["seq 1 1000", "echo done"]:
    client.send(command.encode("utf-8"))
    print(receive_answer(client).decode("utf-8"), end="")

client.close()
