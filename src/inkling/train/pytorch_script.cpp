#include "inkling/train/pytorch_script.hpp"

#include <string_view>

#include "inkling/core/error.hpp"
#include "inkling/core/number_text.hpp"

namespace inkling {
namespace {

// One text, so that it can be read as the script that it is. What depends on the run stands as @NAME@.
constexpr std::string_view kScript =
    R"python("""Trains a multilayer perceptron on MNIST: layers @LAYERS@, as exported by Inkling.

    python3 train.py --data FOLDER

FOLDER holds train-images-idx3-ubyte and train-labels-idx1-ubyte, gzipped or not; the files that begin with
t10k, if they are there, are the test. Needs torch and numpy.
"""

import argparse
import gzip
import json
import sys
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from torch import nn, optim
from torch.utils.data import DataLoader, TensorDataset

SEED = @SEED@
LR = @LR@
MOMENTUM = @MOMENTUM@
BATCH_SIZE = @BATCH_SIZE@
EPOCHS = @EPOCHS@
TRAIN_SIZE = @TRAIN_SIZE@  # the first images; None: all but those for validation


class Mnist_NN(nn.Module):
    def __init__(self):
        super().__init__()
@MODULES@
    def forward(self, x):
@FORWARD@

def read_idx(folder, stem, suffix):
    """The array in an IDX file: two zero bytes, 8 for unsigned bytes, the number of dimensions, the sizes."""
    for name in (f"{stem}-{suffix}", f"{stem}.{suffix}"):
        for path in (Path(folder) / name, Path(folder) / f"{name}.gz"):
            if not path.exists():
                continue
            data = path.read_bytes()
            if data[:2] == b"\x1f\x8b":
                data = gzip.decompress(data)
            if data[:3] != b"\0\0\x08":
                sys.exit(f"{path}: not an IDX file of bytes")
            dims = data[3]
            shape = np.frombuffer(data, ">u4", dims, 4)
            return np.frombuffer(data, np.uint8, offset=4 + 4 * dims).reshape(shape)
    return None


def read_set(folder, stem):
    """Images (n, pixels) in 0..1 and labels (n) of "train" or "t10k", or None."""
    images = read_idx(folder, f"{stem}-images", "idx3-ubyte")
    labels = read_idx(folder, f"{stem}-labels", "idx1-ubyte")
    if images is None or labels is None:
        return None
    x = images.reshape(len(images), -1).astype(np.float32) / 255
    return torch.from_numpy(x), torch.from_numpy(labels.astype(np.int64))


def read_safetensors(path):
    """The tensors by name: 8 bytes with the header's length, the header as JSON, then the numbers."""
    data = Path(path).read_bytes()
    start = 8 + int.from_bytes(data[:8], "little")
    header = json.loads(data[8:start])
    header.pop("__metadata__", None)
    tensors = {}
    for name, entry in header.items():
        if entry["dtype"] != "F32":
            sys.exit(f"{path}: {name} is {entry['dtype']}, not F32")
        begin, end = entry["data_offsets"]
        values = np.frombuffer(data[start + begin : start + end], "<f4")
        tensors[name] = torch.from_numpy(values.reshape(entry["shape"]).copy())
    return tensors


def get_data(train_ds, valid_ds, bs):
    return DataLoader(train_ds, batch_size=bs, shuffle=True), DataLoader(valid_ds, batch_size=128)


def get_model():
    model = Mnist_NN()
    return model, optim.SGD(model.parameters(), lr=LR, momentum=MOMENTUM)


def loss_batch(model, loss_func, xb, yb, opt=None):
    loss = loss_func(model(xb), yb)
    if opt is not None:
        loss.backward()
        opt.step()
        opt.zero_grad()
    return loss.item(), len(xb)


def mean(losses, nums):
    return np.sum(np.multiply(losses, nums)) / np.sum(nums)


def fit(steps, model, loss_func, opt, train_dl, valid_dl):
    for step in range(steps):
        model.train()
        train_loss = mean(*zip(*[loss_batch(model, loss_func, xb, yb, opt) for xb, yb in train_dl]))
        model.eval()
        with torch.no_grad():
            val_loss = mean(*zip(*[loss_batch(model, loss_func, xb, yb) for xb, yb in valid_dl]))
        losses = f"train loss {train_loss:.6f}  validation loss {val_loss:.6f}"
        print(f"epoch {step + 1}/{steps}  {losses}", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", required=True, help="folder with MNIST's IDX files, gzipped or not")
    parser.add_argument("--weights", help="safetensors file with the parameters to begin with")
    parser.add_argument("--valid", type=int, help="validate on the last N training images [a sixth]")
    parser.add_argument("--epochs", type=int, default=EPOCHS, help="0 only tests [%(default)s]")
    args = parser.parse_args()

    train_set = read_set(args.data, "train")
    if train_set is None:
        sys.exit(f"{args.data}: no train-images-idx3-ubyte or no train-labels-idx1-ubyte")
    x, y = train_set
    valid_size = args.valid if args.valid is not None else len(x) // 6
    train_size = TRAIN_SIZE if TRAIN_SIZE is not None else len(x) - valid_size
    if not (valid_size >= 1 and 1 <= train_size <= len(x) - valid_size):
        sys.exit(f"{len(x)} images are not {train_size} to train on and {valid_size} to validate on")
    train_ds = TensorDataset(x[:train_size], y[:train_size])
    valid_ds = TensorDataset(x[-valid_size:], y[-valid_size:])

    torch.manual_seed(SEED)  # before the weights are drawn
    model, opt = get_model()
    if args.weights is not None:
        model.load_state_dict(read_safetensors(args.weights))
    train_dl, valid_dl = get_data(train_ds, valid_ds, BATCH_SIZE)
    fit(args.epochs, model, F.cross_entropy, opt, train_dl, valid_dl)

    test_set = read_set(args.data, "t10k")
    if test_set is not None:
        x, y = test_set
        model.eval()
        with torch.no_grad():
            logits = model(x)
        loss = F.cross_entropy(logits, y).item()
        accuracy = (logits.argmax(1) == y).double().mean().item()
        print(f"test loss {loss:.6f}  accuracy {100 * accuracy:.2f} % of {len(x)} images")


if __name__ == "__main__":
    main()
)python";

void put(std::string& script, std::string_view name, const std::string& value) {
  script.replace(script.find(name), name.size(), value);
}

}  // namespace

std::string pytorch_script(const RunConfig& config) {
  validate(config);
  std::string modules;
  std::string forward;
  const std::size_t last = config.layers.size() - 1;
  for (std::size_t i = 1; i <= last; ++i) {
    const std::string name = i < last ? text("hidden", i) : "out";
    modules +=
        text("        self.", name, " = nn.Linear(", config.layers[i - 1], ", ", config.layers[i], ")\n");
    forward += i < last ? text("        x = F.relu(self.", name, "(x))\n")
                        : text("        return self.", name, "(x)\n");
  }
  std::string script(kScript);
  put(script, "@LAYERS@", layers_text(config.layers));
  put(script, "@SEED@", text(config.seed));
  put(script, "@LR@", python_number_text(config.lr));
  put(script, "@MOMENTUM@", python_number_text(config.momentum));
  put(script, "@BATCH_SIZE@", text(config.batch_size));
  put(script, "@EPOCHS@", text(config.epochs));
  put(script, "@TRAIN_SIZE@", config.train_size ? text(*config.train_size) : "None");
  put(script, "@MODULES@", modules);
  put(script, "@FORWARD@", forward);
  return script;
}

}  // namespace inkling
