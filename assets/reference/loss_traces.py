"""Cross entropy with its reductions, label smoothing and class weights; the tutorial's first loss."""

import itertools

import torch
import torch.nn.functional as F

ROWS, CLASSES = 6, 5
SEED = 21


def traces():
    yield "seed", str(SEED)
    draw = torch.Generator().manual_seed(SEED)
    labels = torch.randint(0, CLASSES, (ROWS,), generator=draw)
    weight = torch.rand(CLASSES, generator=draw, dtype=torch.float64) + 0.1
    logits = {
        "usual": 3 * torch.randn(ROWS, CLASSES, generator=draw, dtype=torch.float64),
        "extreme": 1e4 * torch.sign(torch.randn(ROWS, CLASSES, generator=draw, dtype=torch.float64)),
    }
    logits["extreme"][0] = 0.0
    logits["extreme"][1] = 1e4
    yield "labels", labels
    yield "weight", weight
    for name, values in logits.items():
        yield name + ".logits", values
        for dtype, suffix in ((torch.float64, "f64"), (torch.float32, "f32")):
            z = values.to(dtype)
            yield f"{name}.softmax.{suffix}", F.softmax(z, dim=1)
            yield f"{name}.log_softmax.{suffix}", F.log_softmax(z, dim=1)
            for reduction, smoothing, weighted in itertools.product(
                ("mean", "sum", "none"), (0.0, 0.1), (False, True)
            ):
                z = values.to(dtype).clone().requires_grad_()
                loss = F.cross_entropy(
                    z,
                    labels,
                    weight=weight.to(dtype) if weighted else None,
                    reduction=reduction,
                    label_smoothing=smoothing,
                )
                loss.sum().backward()
                key = f"{name}.{reduction}.{smoothing}.{'weighted' if weighted else 'plain'}.{suffix}."
                yield key + "loss", loss.reshape(-1)
                yield key + "grad", z.grad
    yield from first_loss()


def first_loss():
    """xb.mm(weights) + bias with randn weights, as in the tutorial's first half; the batch is drawn, not MNIST's."""
    torch.manual_seed(SEED)
    weights = torch.randn(784, 10)
    bias = torch.zeros(10)
    xb, yb = torch.rand(64, 784), torch.randint(0, 10, (64,))
    yield "first.loss", F.cross_entropy(xb.mm(weights) + bias, yb).reshape(1)
