"""A hash that a few lines of any language compute: tells whether 100,000 numbers are the same to the bit."""

import struct


def fnv1a(tensor):
    """FNV-1a, 64 bits, over the bytes of float32 (http://www.isthe.com/chongo/tech/comp/fnv/)."""
    value = 0xCBF29CE484222325
    for byte in struct.pack(f"<{tensor.numel()}f", *tensor.flatten().tolist()):
        value = (value ^ byte) * 0x100000001B3 & 0xFFFFFFFFFFFFFFFF
    return f"{value:016x}"
