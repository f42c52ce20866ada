"""Forward and backward of each layer, in train and eval mode, in both precisions; BatchNorm1d over 50 batches."""

import torch
from torch import nn

BATCH, FEATURES, OUT = 7, 5, 3
SEED = 11

LAYERS = {
    "linear": lambda: nn.Linear(FEATURES, OUT),
    "linear_no_bias": lambda: nn.Linear(FEATURES, OUT, bias=False),
    "relu": nn.ReLU,
    "leaky_relu": lambda: nn.LeakyReLU(0.2),
    "tanh": nn.Tanh,
    "sigmoid": nn.Sigmoid,
    "gelu": nn.GELU,
    "gelu_tanh": lambda: nn.GELU(approximate="tanh"),
    "dropout": lambda: nn.Dropout(0.3),
    "batch_norm1d": lambda: nn.BatchNorm1d(FEATURES),
    "batch_norm1d_plain": lambda: nn.BatchNorm1d(FEATURES, eps=1e-3, momentum=None, affine=False),
    "flatten": nn.Flatten,
}
STEPS, ROWS, COLUMNS = 50, 8, 3


def traces():
    yield "seed", str(SEED)
    for dtype, suffix in ((torch.float64, "f64"), (torch.float32, "f32")):
        for name, make in LAYERS.items():
            for mode in ("train", "eval"):
                yield from layer(f"{name}.{suffix}.{mode}.", make, dtype, mode == "train")
    yield from prints()
    yield from batch_norm_steps()


def layer(prefix, make, dtype, training):
    torch.manual_seed(SEED)
    module = make().to(dtype)
    draw = torch.Generator().manual_seed(SEED)
    for parameter in module.parameters():
        with torch.no_grad():
            parameter.copy_(torch.randn(parameter.shape, generator=draw, dtype=dtype))
    if isinstance(module, nn.BatchNorm1d):
        module.running_mean.copy_(torch.randn(FEATURES, generator=draw, dtype=dtype))
        module.running_var.copy_(torch.rand(FEATURES, generator=draw, dtype=dtype) + 0.5)
    for name, tensor in module.state_dict().items():
        yield prefix + "before." + name, tensor.clone()
    module.train(training)
    x = (2 * torch.randn(BATCH, FEATURES, generator=draw, dtype=dtype)).requires_grad_()
    torch.manual_seed(SEED)  # for dropout's mask
    y = module(x)
    grad = torch.randn(y.shape, generator=draw, dtype=dtype)
    y.backward(grad)
    yield prefix + "input", x
    yield prefix + "output", y
    yield prefix + "output_grad", grad
    yield prefix + "input_grad", x.grad
    for name, parameter in module.named_parameters():
        yield prefix + "grad." + name, parameter.grad
    for name, buffer in module.named_buffers():
        yield prefix + "after." + name, buffer


def prints():
    for name, make in LAYERS.items():
        yield name + ".repr", str(make())
    net = nn.Sequential()
    net.add_module("hidden1", nn.Linear(784, 128))
    net.add_module("inner", nn.Sequential(nn.ReLU(), nn.Dropout(0.1)))
    yield "nested.repr", str(net)


def batch_norm_steps():
    draw = torch.Generator().manual_seed(SEED + 1)
    module = nn.BatchNorm1d(COLUMNS).double()
    with torch.no_grad():
        module.weight.copy_(torch.tensor([1.5, -0.5, 2.0]))
        module.bias.copy_(torch.tensor([0.25, 0.0, -1.0]))
    rows = {key: [] for key in ("input", "output", "output_grad", "input_grad", "weight_grad", "bias_grad", "mean", "var")}
    for _ in range(STEPS):
        x = (3 * torch.randn(ROWS, COLUMNS, generator=draw, dtype=torch.float64) + 1).requires_grad_()
        grad = torch.randn(ROWS, COLUMNS, generator=draw, dtype=torch.float64)
        module.zero_grad()
        y = module(x)
        y.backward(grad)
        for key, value in {
            "input": x, "output": y, "output_grad": grad, "input_grad": x.grad, "weight_grad": module.weight.grad,
            "bias_grad": module.bias.grad, "mean": module.running_mean, "var": module.running_var,
        }.items():
            rows[key].append(value.detach().clone().reshape(-1, COLUMNS))
    for key, value in rows.items():
        yield "steps." + key, torch.cat(value)
