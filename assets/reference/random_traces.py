#!/usr/bin/python3
"""What torch draws from a seed: written to torch_random.safetensors, which the C++ suite compares with to the bit.

    python3 assets/reference/torch_random.py     # with PyTorch 1.13, Debian's python3-torch

The draws are in the tutorial's order: weights of the network, then for each epoch the training loader and the
validation loader.
"""

import json
import pathlib
import struct

import torch
from torch.utils.data import DataLoader, TensorDataset

SEED = 42
EPOCHS = 3
IMAGES = 100


def traces():
    torch.manual_seed(SEED)
    yield "uniform", torch.rand(1000)
    torch.manual_seed(SEED)
    yield "bounded", torch.empty(1000).uniform_(-0.3, 0.7)
    torch.manual_seed(SEED)
    yield "randperm", torch.randperm(1000)

    torch.manual_seed(SEED)
    for name, (features_in, features_out) in {"hidden1": (7, 20), "out": (20, 10)}.items():
        layer = torch.nn.Linear(features_in, features_out)
        yield name + ".weight", layer.weight.detach()
        yield name + ".bias", layer.bias.detach()
    train = DataLoader(TensorDataset(torch.arange(IMAGES)), batch_size=64, shuffle=True)
    validation = DataLoader(TensorDataset(torch.arange(IMAGES)), batch_size=128)
    for epoch in range(EPOCHS):
        yield f"epoch{epoch}.order", torch.cat([batch for (batch,) in train])
        for _ in validation:
            pass


def write_safetensors(path, tensors, metadata):
    header, data = {"__metadata__": metadata}, b""
    for name, tensor in sorted(tensors):
        values = tensor.to(torch.float32).flatten().tolist()
        payload = struct.pack(f"<{len(values)}f", *values)
        offsets = [len(data), len(data) + len(payload)]
        header[name] = {"dtype": "F32", "shape": list(tensor.shape), "data_offsets": offsets}
        data += payload
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    path.write_bytes(struct.pack("<Q", len(text)) + text + data)


if __name__ == "__main__":
    out = pathlib.Path(__file__).with_suffix(".safetensors")
    write_safetensors(out, list(traces()), {"torch": torch.__version__, "seed": str(SEED)})
    print(out, out.stat().st_size, "bytes")
