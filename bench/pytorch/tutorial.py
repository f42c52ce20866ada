"""The tutorial's script: nn.Module, DataLoader over TensorDataset, CrossEntropyLoss, optim.SGD."""

import pathlib
import sys

import mnist
from torch import nn, optim
from torch.utils.data import DataLoader, TensorDataset

sys.path.append(str(pathlib.Path(__file__).parents[2] / "assets" / "reference"))
from mnist_nn import Mnist_NN


def prepare(x, y):
    loader = DataLoader(TensorDataset(x, y), batch_size=mnist.BATCH, shuffle=True)
    model = Mnist_NN()
    optimizer = optim.SGD(model.parameters(), lr=mnist.LEARNING_RATE)
    loss_function = nn.CrossEntropyLoss()

    def epoch():
        model.train()
        total = 0.0
        for inputs, labels in loader:
            loss = loss_function(model(inputs), labels)
            loss.backward()
            optimizer.step()
            optimizer.zero_grad()
            total += loss.item() * len(inputs)
        return total / len(x)

    return epoch


if __name__ == "__main__":
    mnist.run(prepare)
