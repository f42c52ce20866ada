"""The tutorial itself, 25 epochs for three seeds, on MNIST's IDX files (pixels / 255, the first 50,000 and the last 10,000)."""

import gzip
import struct

import numpy
import torch
import torch.nn.functional as F
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

from fnv1a import fnv1a
from mnist_nn import Mnist_NN

SEEDS = (0, 1, 2)
EPOCHS = 25
ORDER = 1000  # of each epoch's 50,000 indices


def read_idx(folder, name):
    path = folder / name
    content = path.read_bytes() if path.exists() else gzip.decompress((folder / (name + ".gz")).read_bytes())
    rank = content[3]
    shape = struct.unpack(f">{rank}I", content[4 : 4 + 4 * rank])
    return torch.from_numpy(numpy.frombuffer(content, numpy.uint8, offset=4 + 4 * rank).reshape(shape).copy())


def traces(folder):
    if folder is None:
        raise SystemExit("tutorial needs --mnist DIR")
    images = read_idx(folder, "train-images-idx3-ubyte").reshape(-1, 784).to(torch.float32) / 255
    labels = read_idx(folder, "train-labels-idx1-ubyte").to(torch.int64)
    train = TensorDataset(images[:50000], labels[:50000], torch.arange(50000))
    validation = TensorDataset(images[-10000:], labels[-10000:])
    # What `inkling train --compare` asks for before it compares: the run's address, and what tells its images.
    counts = [f"{len(part)} (pixels {int((part * 255).round().to(torch.int64).sum())})" for part in (images[:50000], images[-10000:])]
    yield "images", f"{counts[0]}, {counts[1]}, / 255"
    yield "config", "layers=784-128-256-10&optimizer=sgd&lr=0.001&momentum=0&batch=64&train=50000"
    yield "small.config", "layers=784-128-10&lr=0.1&momentum=0.9&batch=64&epochs=3&train=50000"
    yield "small.test_accuracy", small_network(folder, images, labels)
    for seed in SEEDS:
        yield f"seed{seed}.first_loss", first_loss(seed, images[:64], labels[:64])
        yield from run(f"seed{seed}.", seed, train, validation)


def first_loss(seed, xb, yb):
    """The tutorial before it has modules: randn weights, no bias, the first 64 images."""
    torch.manual_seed(seed)
    weights = torch.randn(784, 10)
    bias = torch.zeros(10)
    return F.cross_entropy(xb.mm(weights) + bias, yb).reshape(1).double()


def small_network(folder, images, labels):
    """Test accuracy of 784-128-10 after three fast epochs, for the seeds 1 to 5."""
    test_images = read_idx(folder, "t10k-images-idx3-ubyte").reshape(-1, 784).to(torch.float32) / 255
    test_labels = read_idx(folder, "t10k-labels-idx1-ubyte").to(torch.int64)
    train = DataLoader(TensorDataset(images[:50000], labels[:50000]), batch_size=64, shuffle=True)
    validation = DataLoader(TensorDataset(images[-10000:], labels[-10000:]), batch_size=128)
    accuracies = []
    for seed in range(1, 6):
        torch.manual_seed(seed)
        model = nn.Sequential(nn.Linear(784, 128), nn.ReLU(), nn.Linear(128, 10))
        optimizer = torch.optim.SGD(model.parameters(), lr=0.1, momentum=0.9)
        for _ in range(3):
            for xb, yb in train:
                optimizer.zero_grad()
                F.cross_entropy(model(xb), yb).backward()
                optimizer.step()
            iter(validation)  # draws its base seed
        with torch.no_grad():
            accuracies.append((model(test_images).argmax(dim=1) == test_labels).double().mean())
    return torch.stack(accuracies)


def run(prefix, seed, train, validation):
    torch.manual_seed(seed)
    train_loader = DataLoader(train, batch_size=64, shuffle=True)
    validation_loader = DataLoader(validation, batch_size=128)
    model = Mnist_NN()
    for name, parameter in model.named_parameters():
        yield prefix + name + ".fnv1a", fnv1a(parameter.detach())
    optimizer = torch.optim.SGD(model.parameters(), lr=0.001)
    curve, accuracies, orders = [], [], []
    for _ in range(EPOCHS):
        model.train()
        order = []
        for xb, yb, index in train_loader:
            loss = F.cross_entropy(model(xb), yb)
            loss.backward()
            optimizer.step()
            optimizer.zero_grad()
            order.append(index)
        model.eval()
        losses, counts, correct = [], [], 0
        with torch.no_grad():
            for xb, yb in validation_loader:
                scores = model(xb)
                losses.append(F.cross_entropy(scores, yb).item())
                counts.append(len(xb))
                correct += (scores.argmax(dim=1) == yb).sum().item()
        curve.append(numpy.sum(numpy.multiply(losses, counts)) / numpy.sum(counts))
        accuracies.append(correct / sum(counts))
        orders.append(torch.cat(order)[:ORDER])
    yield prefix + "validation_loss", torch.tensor(curve, dtype=torch.float64)
    yield prefix + "validation_accuracy", torch.tensor(accuracies, dtype=torch.float64)
    yield prefix + "order", torch.stack(orders).to(torch.float32)  # exact below 2^24, and half as large as int64
