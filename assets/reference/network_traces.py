"""784-128-10 trained in float32: 1,000 steps of plain SGD on drawn images, four fifths black as
MNIST's are, whose label is the brightest of their first ten pixels."""

import torch
import torch.nn.functional as F
from torch import nn

SEED = 31
STEPS, BATCH, LR, BLACK = 1000, 64, 0.1, 0.8
SAMPLED = 37  # every so many numbers of the large matrix


def traces():
    yield "seed", str(SEED)
    yield "lr", str(LR)
    torch.manual_seed(SEED)
    net = nn.Sequential()
    net.add_module("hidden1", nn.Linear(784, 128))
    net.add_module("relu1", nn.ReLU())
    net.add_module("out", nn.Linear(128, 10))
    optimizer = torch.optim.SGD(net.parameters(), lr=LR)
    draw = torch.Generator().manual_seed(SEED + 1)
    losses = []
    for step in range(STEPS):
        x = torch.rand(BATCH, 784, generator=draw)
        x[x < BLACK] = 0
        loss = F.cross_entropy(net(x), x[:, :10].argmax(dim=1))
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.detach())
        if step + 1 == 100:
            for name, parameter in net.named_parameters():
                value = parameter.detach().clone()
                yield "after100." + name, value.flatten()[::SAMPLED].clone() if name == "hidden1.weight" else value
    yield "loss", torch.stack(losses)
