"""Lesson 18, one thread, many clients: the client.   python3 client.py 8080

`python3 client.py 8080 slow` takes five seconds before it says anything.
"""

import socket
import sys
import time

port = int(sys.argv[1])

client = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
client.connect(("127.0.0.1", port))

if "slow" in sys.argv:
    time.sleep(5)
    client.sendall(b"apple")
else:
    client.sendall(b"grape")
print(client.recv(1024))

client.close()
