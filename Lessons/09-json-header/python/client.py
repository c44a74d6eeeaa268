"""Lesson 9, a JSON header and files: the client.

    python3 client.py 8080 [NAME ...]

Saves into the folder `downloads`, or into the one named by --into FOLDER; it
must exist. Without such a folder the files are fetched and compared, and not
kept.
"""

import hashlib
import json
import os
import socket
import struct
import sys
import tempfile

port = int(sys.argv[1])
names = sys.argv[2:]
folder = "downloads"
if "--into" in names:
    place = names.index("--into")
    folder = names[place + 1]
    del names[place:place + 2]


class Trouble(Exception):
    """Why a file was not saved."""


def recv_exactly(sock, size):
    data = b""
    while len(data) < size:
        piece = sock.recv(size - len(data))
        if not piece:
            raise Trouble(
                "the server closed after %d of %d bytes" % (len(data), size)
            )
        data += piece
    return data


def is_plain(name):
    """No path: it must not lead out of the folder."""
    if name == "" or name[0] == ".":
        return False
    return name.isprintable() and "/" not in name and "\\" not in name


def receive_header(sock):
    length = struct.unpack("i", recv_exactly(sock, 4))[0]
    if not 0 < length <= 65536:
        raise Trouble("no header: it would be %d bytes long" % length)
    try:
        header = json.loads(recv_exactly(sock, length).decode("utf-8"))
        name, size = str(header["file_name"]), int(header["file_size"])
    except (ValueError, TypeError, KeyError) as error:
        raise Trouble("not a header: %r" % error)
    if "error" in header:
        raise Trouble("the server says: %s" % header["error"])
    if not 0 <= size <= 1 << 32:
        raise Trouble("the header promises %d bytes" % size)
    if not is_plain(name):
        raise Trouble("%s is not a plain file name" % name)
    return name, size, header.get("file_sha256")


def receive_file(sock, folder):
    name, size, promised = receive_header(sock)
    part = os.path.join(folder, ".part-%d" % os.getpid())
    sha256 = hashlib.sha256()
    try:
        with open(part, "xb") as file:
            left = size
            while left > 0:
                # Not one byte of what comes after the file.
                piece = sock.recv(min(1024, left))
                if not piece:
                    came = size - left
                    raise Trouble("only %d of %d bytes came" % (came, size))
                file.write(piece)
                sha256.update(piece)
                left -= len(piece)
        if promised not in (None, sha256.hexdigest()):
            raise Trouble(
                "the bytes are not those that were sent: another SHA-256"
            )
        os.replace(part, os.path.join(folder, name))  # whole, or not at all
    finally:
        if os.path.exists(part):
            os.remove(part)
    return "%s: %d bytes" % (name, size)


def fetch(name, folder):
    sock = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    sock.connect(("127.0.0.1", port))
    sock.sendall((name + "\n").encode("utf-8"))
    try:
        print("got", receive_file(sock, folder))
    except (Trouble, OSError) as error:
        print("nothing saved:", error)
    sock.close()


with tempfile.TemporaryDirectory() as nowhere:
    for name in names or ["notes.txt", "静夜思.txt"]:
        fetch(name, folder if os.path.isdir(folder) else nowhere)
