#ifndef CLINUX_H
#define CLINUX_H

// What the Swift overlay of the C library lacks. Each function is as small as it can be; the meaning of a
// result lives in Sources/Sockets and Sources/Engine.

#endif
