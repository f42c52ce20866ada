"""Writes tensors as a safetensors file, the same bytes for the same content. Nothing but the standard library and torch."""

import json
import struct

import torch

KINDS = {torch.float32: ("F32", "f"), torch.float64: ("F64", "d"), torch.int64: ("I64", "q")}


def write(path, tensors, metadata):
    header, data = {"__metadata__": metadata}, b""
    for name, tensor in sorted(tensors):
        if name in header:
            raise ValueError(f"{name} twice")
        dtype, code = KINDS[tensor.dtype]
        values = tensor.detach().flatten().tolist()
        payload = struct.pack(f"<{len(values)}{code}", *values)
        offsets = [len(data), len(data) + len(payload)]
        header[name] = {"dtype": dtype, "shape": list(tensor.shape), "data_offsets": offsets}
        data += payload
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    path.write_bytes(struct.pack("<Q", len(text)) + text + data)
