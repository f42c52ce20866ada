"""What torch draws from a seed, in the ways that the tutorial and the layers draw."""

import torch
from torch.utils.data import DataLoader, TensorDataset

from fnv1a import fnv1a

SEED = 42
EPOCHS = 3
IMAGES = 100


def seeded(draw):
    torch.manual_seed(SEED)
    return draw()


def traces():
    yield "seed", str(SEED)
    yield "random32", seeded(lambda: torch.randint(0, 2**32 - 1, (1000,)))
    yield "uniform", seeded(lambda: torch.rand(1000))
    yield "bounded", seeded(lambda: torch.empty(1000).uniform_(-0.3, 0.7))
    yield "uniform_double", seeded(lambda: torch.rand(1000, dtype=torch.float64))
    yield "bernoulli", seeded(lambda: torch.empty(1000).bernoulli_(0.3))
    yield "randperm", seeded(lambda: torch.randperm(1000).to(torch.float32))
    yield "randperm.60000.fnv1a", fnv1a(seeded(lambda: torch.randperm(60000)).to(torch.float32))
    yield "randint.small", seeded(lambda: torch.randint(-5, 10, (1000,)))
    yield "randint.wide", seeded(lambda: torch.randint(-5, 2**40, (100,)))
    for size in (1, 3, 15, 16, 17, 31, 1000):
        yield f"randn.{size}", seeded(lambda: torch.randn(size))
    yield "randn.3+4", seeded(lambda: torch.cat([torch.randn(3), torch.randn(4)]))  # one of a pair is left over
    yield "randn.after", seeded(lambda: torch.cat([torch.randn(784, 10).flatten()[-16:], torch.rand(1)]))
    yield from network_and_loaders()
    yield from own_generator()


def network_and_loaders():
    """Weights, then for each epoch the training loader and the validation loader, as the tutorial's script draws."""
    torch.manual_seed(SEED)
    for name, (features_in, features_out) in {"hidden1": (7, 20), "out": (20, 10)}.items():
        layer = torch.nn.Linear(features_in, features_out)
        yield name + ".weight", layer.weight.detach()
        yield name + ".bias", layer.bias.detach()
    train = DataLoader(TensorDataset(torch.arange(IMAGES)), batch_size=64, shuffle=True)
    validation = DataLoader(TensorDataset(torch.arange(IMAGES)), batch_size=128)
    for epoch in range(EPOCHS):
        yield f"epoch{epoch}.order", torch.cat([batch for (batch,) in train]).to(torch.float32)
        for _ in validation:
            pass


def own_generator():
    loader = DataLoader(
        TensorDataset(torch.arange(IMAGES)),
        batch_size=32,
        shuffle=True,
        drop_last=True,
        generator=torch.Generator().manual_seed(SEED),
    )
    for epoch in range(EPOCHS):
        yield f"own.epoch{epoch}.order", torch.cat([batch for (batch,) in loader]).to(torch.float32)
