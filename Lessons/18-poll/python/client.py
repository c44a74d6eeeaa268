"""Lesson 18, one thread, many clients: the client.   python3 client.py 8080

`python3 client.py 8080 apple 5` takes five seconds before it says apple.
"""

import socket
import sys
import time

port = int(sys.argv[1])
word = sys.argv[2] if len(sys.argv) > 2 else "grape"
pause = float(sys.argv[3]) if len(sys.argv) > 3 else 0

client = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
client.connect(("127.0.0.1", port))

time.sleep(pause)
client.sendall(word.encode("utf-8"))
print(client.recv(1024))

client.close()
