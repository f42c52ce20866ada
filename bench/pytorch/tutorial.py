"""The tutorial's script: nn.Module, DataLoader over TensorDataset, CrossEntropyLoss, optim.SGD."""

import mnist
import torch
import torch.nn.functional as F
from torch import nn, optim
from torch.utils.data import DataLoader, TensorDataset


class MnistNetwork(nn.Module):
    def __init__(self):
        super().__init__()
        self.hidden1 = nn.Linear(784, 128)
        self.hidden2 = nn.Linear(128, 256)
        self.out = nn.Linear(256, 10)

    def forward(self, x):
        x = F.relu(self.hidden1(x))
        x = F.relu(self.hidden2(x))
        return self.out(x)


def prepare(x, y):
    loader = DataLoader(TensorDataset(x, y), batch_size=mnist.BATCH, shuffle=True)
    model = MnistNetwork()
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
