"""Lesson 0, addresses, ports, sockets: the tour.   python3 tour.py"""

import os
import socket
import tempfile

for number, name in socket.if_nameindex():
    print("interface %d: %s" % (number, name))

for service in ["ftp", "ssh", "http", "https"]:
    try:
        port = socket.getservbyname(service, "tcp")
        print("service %s: port %d" % (service, port))
    except OSError:
        print("service %s: not in this machine's list" % service)

# Port 0: the kernel chooses; getsockname tells which.
tcp = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
tcp.bind(("127.0.0.1", 0))
print("TCP:", tcp.getsockname())

# The same number for UDP: TCP and UDP count their ports separately.
udp = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
udp.bind(tcp.getsockname())
print("UDP:", udp.getsockname())

# A Unix socket has a path for a name. The path stays when the socket is closed.
with tempfile.TemporaryDirectory() as folder:
    unix = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    unix.bind(os.path.join(folder, "tour"))
    print("Unix:", unix.getsockname())
    unix.close()

tcp.close()
udp.close()

# Two binds that may go wrong: a port that needs privileges, an address that is
# not ours.
for address in [("127.0.0.1", 80), ("198.51.100.7", 0)]:
    sock = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        sock.bind(address)
        print(address, "bound")
    except OSError as error:
        print(address, error)
    sock.close()
