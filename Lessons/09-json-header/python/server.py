"""Lesson 9, a JSON header and files: the server.

    python3 server.py 8080 [FOLDER]

Without a folder it serves the three files of the lab's lesson.
"""

import hashlib
import io
import json
import os
import socket
import struct
import sys

port = int(sys.argv[1])

ABOUT = {
    "notes.txt": "about files",
    "静夜思.txt": "a poem by Li Bai",
    "numbers.bin": "the bytes 0 to 255, repeatedly",
}


LINES = [
    "%02d. a file is bytes, and the header says how many of them\n" % n
    for n in range(1, 13)
]
POEM = "床前明月光\n疑是地上霜\n举头望明月\n低头思故乡\n"
CONTENTS = {
    "notes.txt": ("".join(LINES) + "13. and that's all\n").encode("utf-8"),
    "静夜思.txt": POEM.encode("utf-8"),
    "numbers.bin": bytes(n % 256 for n in range(3000)),
}


def open_file(name, folder):
    """The file, or None."""
    if folder is None:
        return io.BytesIO(CONTENTS[name]) if name in CONTENTS else None
    path = os.path.join(folder, name)
    if not os.path.isfile(path) or os.path.islink(path):
        return None
    return open(path, "rb")


def is_plain(name):
    """No path: it must not lead out of the folder."""
    if name == "" or name[0] == ".":
        return False
    return name.isprintable() and "/" not in name and "\\" not in name


def send_header(conn, header):
    text = json.dumps(
        header, ensure_ascii=False, sort_keys=True, separators=(",", ":")
    )
    data = text.encode("utf-8")
    conn.sendall(struct.pack("i", len(data)))  # first the length of the header
    conn.sendall(data)  # then the header


def refuse(conn, name, reason):
    header = {
        "file_name": name,
        "file_desc": "",
        "file_size": 0,
        "error": reason,
    }
    send_header(conn, header)


def deliver(conn, name, folder):
    if not is_plain(name):
        return refuse(conn, name, name + " is not a plain file name")
    file = open_file(name, folder)
    if file is None:
        return refuse(conn, name, "there is no file " + name + " here")
    with file:
        sha256 = hashlib.sha256()
        while piece := file.read(65536):
            sha256.update(piece)
        size = file.tell()
        header = {
            "file_name": name,
            "file_desc": ABOUT.get(name, ""),
            "file_size": size,
            "file_sha256": sha256.hexdigest(),
        }
        send_header(conn, header)
        file.seek(0)
        while piece := file.read(1024):  # last the file, in pieces
            conn.sendall(piece)


def talk(conn, folder):
    conn.settimeout(3)
    pending = b""
    while True:
        name, end, rest = pending.partition(b"\n")
        if end:
            pending = rest
            deliver(conn, name.decode("utf-8").strip(), folder)
            continue
        piece = conn.recv(1024)
        if not piece:
            return
        pending += piece


folder = sys.argv[2] if len(sys.argv) > 2 else None

listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
listener.bind(("127.0.0.1", port))
listener.listen(5)
port = listener.getsockname()[1]
print("listening on 127.0.0.1:%d" % port, file=sys.stderr, flush=True)

while True:  # Ctrl-C ends it
    conn, address = listener.accept()
    try:
        talk(conn, folder)
    except (OSError, UnicodeDecodeError) as error:
        print("lost this caller:", error)
    conn.close()
