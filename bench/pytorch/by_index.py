"""The tutorial's model and optimizer, but a batch is rows x[indices] instead of 64 samples that are collated."""

import mnist
import torch
from torch import nn, optim
from tutorial import MnistNetwork


def prepare(x, y):
    model = MnistNetwork()
    optimizer = optim.SGD(model.parameters(), lr=mnist.LEARNING_RATE)
    loss_function = nn.CrossEntropyLoss()

    def epoch():
        total = 0.0
        for indices in torch.randperm(len(x)).split(mnist.BATCH):
            loss = loss_function(model(x[indices]), y[indices])
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            optimizer.step()
            total += loss.item() * len(indices)
        return total / len(x)

    return epoch


if __name__ == "__main__":
    mnist.run(prepare)
