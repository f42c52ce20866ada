"""The tutorial's network in PyTorch, from and to safetensors files; prints the digit read in each image, one a line.

    python3 pytorch_model.py load FILE IMAGES            # with the file's parameters
    python3 pytorch_model.py train FILE IMAGES LABELS    # with its own, which it trains and writes

IMAGES and LABELS are MNIST's IDX files. One pass over them is enough to tell the digits apart.
"""

import pathlib
import sys

import torch
import torch.nn.functional as F
from torch import nn, optim

import safetensors_reader

sys.path.append(str(pathlib.Path(__file__).parents[2] / "assets" / "reference"))
import safetensors_file
from mnist_nn import Mnist_NN


def idx(path, header):
    return torch.frombuffer(bytearray(pathlib.Path(path).read_bytes()[header:]), dtype=torch.uint8)


def load(model, path):
    state = {}
    for name, (dtype, shape, data) in safetensors_reader.read(path).items():
        assert dtype == "F32", dtype
        state[name] = torch.frombuffer(bytearray(data), dtype=torch.float32).reshape(shape)
    model.load_state_dict(state)  # strict: each name, and in its shape


def train(model, images, labels):
    optimizer = optim.SGD(model.parameters(), lr=0.05, momentum=0.9)
    for x, y in zip(images.split(64), labels.long().split(64)):
        F.cross_entropy(model(x), y).backward()
        optimizer.step()
        optimizer.zero_grad()


def main():
    command, path, images, *labels = sys.argv[1:]
    torch.manual_seed(11)
    model = Mnist_NN()
    pixels = idx(images, 16).reshape(-1, 784) / 255
    if command == "train":
        train(model, pixels, idx(labels[0], 8))
        safetensors_file.write(pathlib.Path(path), model.state_dict().items(), {"writer": "PyTorch"})
    else:
        load(model, path)
    with torch.no_grad():
        print("\n".join(map(str, model(pixels).argmax(1).tolist())))


main()
