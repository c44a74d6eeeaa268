// Whoever makes socket calls names addresses.
@_exported import Addresses
