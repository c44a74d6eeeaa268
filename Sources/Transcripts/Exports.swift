// Whoever reads events reads the addresses in them.
@_exported import Addresses
