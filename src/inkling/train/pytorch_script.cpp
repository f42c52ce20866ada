#include "inkling/train/pytorch_script.hpp"

#include <algorithm>
#include <string_view>
#include <vector>

#include "inkling/core/error.hpp"
#include "inkling/core/number_text.hpp"
#include "inkling/train/run.hpp"
#include "inkling/train/run_changes.hpp"

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
@OPTIMIZER_CONSTANTS@BATCH_SIZE = @BATCH_SIZE@
EPOCHS = @EPOCHS@
TRAIN_SIZE = @TRAIN_SIZE@  # the first images; None: all but those for validation
@CHANGES@

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
        if entry["dtype"] not in ("F32", "I64"):
            sys.exit(f"{path}: {name} is {entry['dtype']}, not F32")
        begin, end = entry["data_offsets"]
        values = np.frombuffer(data[start + begin : start + end], "<f4" if entry["dtype"] == "F32" else "<i8")
        tensors[name] = torch.from_numpy(values.reshape(entry["shape"]).copy())
    return tensors


def get_data(train_ds, valid_ds, bs):
    return DataLoader(train_ds, batch_size=bs, shuffle=True), DataLoader(valid_ds, batch_size=128)


def get_model():
    model = Mnist_NN()
    return model, optim.@OPTIMIZER@

@GET_SCHEDULE@@WITH_CHANGES@
def loss_batch(model, loss_func, xb, yb, opt=None@BATCH_PARAMETER@):
    loss = loss_func(model(xb), yb)
    if opt is not None:
        loss.backward()
        opt.step()
@BATCH_STEP@        opt.zero_grad()
    return loss.item(), len(xb)


def mean(losses, nums):
    return np.sum(np.multiply(losses, nums)) / np.sum(nums)


def fit(steps, model, loss_func, opt, train_dl, valid_dl):
@MAKE_SCHEDULE@    for step in range(steps):
        model.train()
        train_loss = mean(*zip(*[loss_batch(model, loss_func, xb, yb, opt@BATCH_ARGUMENT@) for xb, yb in @BATCHES@]))
@EPOCH_STEP@        model.eval()
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

void put_network(std::string& script, const MlpOptions& network, bool dropout) {
  std::string modules;
  std::string forward;
  const auto module = [&modules](const std::string& name, const std::string& torch) {
    modules += text("        self.", name, " = nn.", torch, "\n");
  };
  const std::size_t last = network.layers.size() - 1;
  for (std::size_t i = 1; i < last; ++i) {
    const Index width = network.layers[i];
    module(text("hidden", i), text("Linear(", network.layers[i - 1], ", ", width, ")"));
    std::string value = text("self.hidden", i, "(x)");
    if (network.batch_norm) {
      module(text("bn", i), text("BatchNorm1d(", width, ")"));
      value = text("self.bn", i, '(', value, ')');
    }
    // Of its own tanh and sigmoid torch.nn.functional warned for years that they are deprecated.
    const bool own = network.activation == "tanh" || network.activation == "sigmoid";
    value = text(own ? "torch." : "F.", network.activation, '(', value, ')');
    if (dropout) {
      module(text("dropout", i), text("Dropout(", python_number_text(network.dropout), ")"));
      value = text("self.dropout", i, '(', value, ')');
    }
    forward += text("        x = ", value, '\n');
  }
  module("out", text("Linear(", network.layers[last - 1], ", ", network.layers[last], ")"));
  forward += "        return self.out(x)\n";
  put(script, "@MODULES@", modules);
  put(script, "@FORWARD@", forward);
}

void put_optimizer(std::string& script, const RunConfig& config) {
  std::string constants;
  std::string arguments = "model.parameters(), lr=LR";
  if (config.optimizer == "sgd") {
    constants += text("MOMENTUM = ", python_number_text(config.momentum), '\n');
    arguments += ", momentum=MOMENTUM";
    if (config.nesterov) arguments += ", nesterov=True";
  }
  if (config.weight_decay) {
    constants += text("WEIGHT_DECAY = ", python_number_text(*config.weight_decay), '\n');
    arguments += ", weight_decay=WEIGHT_DECAY";
  }
  const char* const name =
      config.optimizer == "sgd" ? "SGD" : (config.optimizer == "adam" ? "Adam" : "AdamW");
  put(script, "@OPTIMIZER_CONSTANTS@", constants);
  put(script, "@OPTIMIZER@", text(name, '(', arguments, ')'));
}

std::string scheduler_of(const ScheduleOptions& schedule) {
  using Kind = ScheduleOptions::Kind;
  const std::string module = "optim.lr_scheduler.";
  switch (schedule.kind) {
    case Kind::constant:
      break;
    case Kind::step:
      return text(module, "StepLR(opt, step_size=", schedule.epochs,
                  ", gamma=", python_number_text(schedule.gamma), ')');
    case Kind::cosine:
      return module + "CosineAnnealingLR(opt, T_max=epochs)";
    case Kind::one_cycle:
      return module + "OneCycleLR(opt, max_lr=LR, total_steps=epochs * batches)";
    case Kind::warmup_cosine:
      return text(module, "SequentialLR(\n        opt,\n        [\n            ", module,
                  "LinearLR(opt, total_iters=", schedule.epochs, "),\n            ", module,
                  "CosineAnnealingLR(opt, T_max=epochs - ", schedule.epochs,
                  "),\n        ],\n        milestones=[", schedule.epochs, "],\n    )");
  }
  return "";
}

// The run is changed between two batches, as it was here.
constexpr std::string_view kWithChanges = R"python(
def with_changes(train_dl, step, model, opt):
    """The batches that come after so many steps, and before each what the run changes by then."""
    for step, batch in enumerate(train_dl, step):
        for name, value in CHANGES.get(step, {}).items():
            if name == "dropout":
                for module in model.modules():
                    if isinstance(module, nn.Dropout):
                        module.p = value
            else:
                opt.param_groups[0][name] = value
        yield batch

)python";

/// As Python's dict of the values that each step changes.
std::string changes_dict(const std::vector<RunChange>& changes) {
  std::string out = "CHANGES = {";
  Index step = 0;
  for (const RunChange& change : changes) {
    const bool same = change.step == step;
    out += same ? ", " : text(step == 0 ? "" : "},", "\n    ", change.step, ": {");
    step = change.step;
    const bool flag = change.name == "nesterov";
    const std::string value = flag ? (change.value == "1" ? "True" : "False")
                                   : python_number_text(read_number(change.value).value());
    out += text('"', change.name == "wd" ? "weight_decay" : change.name, "\": ", value);
  }
  return out + "},\n}  # after so many steps\n";
}

void put_changes(std::string& script, const std::vector<RunChange>& changes) {
  const bool some = !changes.empty();
  put(script, "@CHANGES@", some ? changes_dict(changes) : "");
  put(script, "@WITH_CHANGES@", some ? std::string(kWithChanges) : "");
  put(script, "@BATCHES@", some ? "with_changes(train_dl, step * len(train_dl), model, opt)" : "train_dl");
}

void put_schedule(std::string& script, const ScheduleOptions& schedule) {
  const std::string scheduler = scheduler_of(schedule);
  const bool some = !scheduler.empty();
  const bool each_batch = schedule.kind == ScheduleOptions::Kind::one_cycle;
  const auto put_if = [&script](bool condition, std::string_view name, const char* value) {
    put(script, name, condition ? value : "");
  };
  put(script, "@GET_SCHEDULE@",
      some ? text("\ndef get_schedule(opt, epochs, batches):\n    return ", scheduler, "\n\n") : "");
  // It spans the run's epochs, also where --epochs ends it sooner.
  put_if(some, "@MAKE_SCHEDULE@", "    schedule = get_schedule(opt, EPOCHS, len(train_dl))\n");
  put_if(each_batch, "@BATCH_PARAMETER@", ", schedule=None");
  put_if(each_batch, "@BATCH_STEP@", "        schedule.step()\n");
  put_if(each_batch, "@BATCH_ARGUMENT@", ", schedule");
  put_if(some && !each_batch, "@EPOCH_STEP@", "        schedule.step()\n");
}

}  // namespace

std::string pytorch_script(const RunConfig& given) {
  const RunConfig config = canonical(given);
  const auto changes = [&config](std::string_view name) {
    return std::any_of(config.changes.begin(), config.changes.end(),
                       [name](const RunChange& change) { return change.name == name; });
  };
  for (const char* const kind : {"augment", "rotation", "scale", "shear", "shift", "thickness", "elastic"})
    INKLING_REQUIRE(!changes(kind), "E_HP_AUGMENT", kind, "a run without augmentation for a PyTorch script",
                    "one that changes it", "PyTorch has no augmentation that draws the same changes.");
  INKLING_REQUIRE(!changes("lr") || config.schedule.kind == ScheduleOptions::Kind::constant, "E_HP_CHANGE",
                  "lr", "a constant schedule for a PyTorch script", schedule_text(config.schedule),
                  "PyTorch's schedulers keep the rate that they began with.");
  INKLING_REQUIRE(!is_any(augmentation_of(config)), "E_HP_AUGMENT", "augment",
                  "a run without augmentation for a PyTorch script", "one with it",
                  "PyTorch has no augmentation that draws the same changes.");
  INKLING_REQUIRE(config.synthetic == 0, "E_HP_SYNTHETIC", "synthetic", "0 for a PyTorch script",
                  text(config.synthetic), "PyTorch has no writer of digits.");
  std::string script(kScript);
  put(script, "@LAYERS@", layers_text(config.layers));
  put(script, "@SEED@", text(config.seed));
  put(script, "@LR@", python_number_text(config.lr));
  put_optimizer(script, config);
  put(script, "@BATCH_SIZE@", text(config.batch_size));
  put(script, "@EPOCHS@", text(config.epochs));
  put(script, "@TRAIN_SIZE@", config.train_size ? text(*config.train_size) : "None");
  put_changes(script, config.changes);
  put_network(script, network_of(config), config.dropout != 0 || changes("dropout"));
  put_schedule(script, config.schedule);
  return script;
}

}  // namespace inkling
