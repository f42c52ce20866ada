"""Reads a safetensors file by the format's own description: shares nothing with Inkling but the file.

    python3 safetensors_reader.py FILE     # prints {name: {"dtype", "shape", "bytes": hexadecimal}, ...}
"""

import json
import math
import pathlib
import struct
import sys

SIZES = {"F32": 4, "F64": 8, "I64": 8}


def unique(pairs):
    names = [name for name, _ in pairs]
    if len(set(names)) != len(names):
        raise ValueError("a key stands there twice")
    return dict(pairs)


def read(path):
    """name → (dtype, shape, bytes); ValueError unless the tensors cover the data without hole or overlap."""
    file = pathlib.Path(path).read_bytes()
    (length,) = struct.unpack_from("<Q", file)
    header = json.loads(file[8 : 8 + length].decode("utf-8"), object_pairs_hook=unique)
    data = file[8 + length :]
    metadata = header.pop("__metadata__", {})
    if not all(isinstance(value, str) for value in metadata.values()):
        raise ValueError("metadata that is no text")
    tensors, covered = {}, 0
    for name, entry in sorted(header.items(), key=lambda item: item[1]["data_offsets"]):
        begin, end = entry["data_offsets"]
        if begin != covered or end - begin != math.prod(entry["shape"]) * SIZES[entry["dtype"]]:
            raise ValueError(f"{name}: {begin} to {end} after {covered}, shape {entry['shape']}")
        tensors[name] = entry["dtype"], entry["shape"], data[begin:end]
        covered = end
    if covered != len(data):
        raise ValueError(f"{covered} bytes of {len(data)} are tensors'")
    return tensors


if __name__ == "__main__":
    found = read(sys.argv[1])
    print(json.dumps({n: {"dtype": d, "shape": s, "bytes": b.hex()} for n, (d, s, b) in found.items()}))
