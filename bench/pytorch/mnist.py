"""What the three PyTorch contenders share: MNIST, one thread, and one JSON line an epoch."""

import json
import sys
import time
from pathlib import Path

import numpy
import torch

BATCH = 64
LEARNING_RATE = 0.001
TRAIN_IMAGES = 50_000


def read_idx(path: Path, header: int) -> numpy.ndarray:
    return numpy.frombuffer(path.read_bytes(), dtype=numpy.uint8, offset=header)


def load(folder: str) -> tuple[torch.Tensor, torch.Tensor]:
    """The first 50,000 training images (50000, 784) in 0..1, and their labels."""
    images = read_idx(Path(folder) / "train-images-idx3-ubyte", 16).reshape(-1, 784)[:TRAIN_IMAGES]
    labels = read_idx(Path(folder) / "train-labels-idx1-ubyte", 8)[:TRAIN_IMAGES]
    return torch.from_numpy(images.astype(numpy.float32) / 255), torch.from_numpy(labels.astype(numpy.int64))


def run(prepare) -> None:
    """`prepare(x, y)` returns a function that trains one epoch and returns its mean loss."""
    folder, epochs = sys.argv[1], int(sys.argv[2])
    torch.set_num_threads(1)
    torch.manual_seed(1)
    epoch = prepare(*load(folder))
    for number in range(1, epochs + 1):
        start = time.perf_counter()
        loss = epoch()
        seconds = time.perf_counter() - start
        print(json.dumps({"epoch": number, "trainLoss": loss, "seconds": seconds}), flush=True)
