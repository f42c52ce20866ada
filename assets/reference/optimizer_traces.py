"""What torch.optim, its schedules and clip_grad_norm_ do, for optimizers.safetensors; written by generate.py.

Two parameters, p0 (5) and p1 (2, 3), go 1,001 steps through the same recorded gradients with every optimizer. They are
sampled after the steps 1, 101, ..., 1001. All of it is in float64, so that a difference is one of the formula.
"""

import math
import warnings

import torch
from torch import optim
from torch.optim import lr_scheduler
from torch.nn.utils import clip_grad_norm_

SEED = 42
STEPS = 1001
EVERY = 100
EPOCHS = 200  # of the series of learning rates

SGD = {
    "plain": dict(lr=0.1),
    "weight_decay": dict(lr=0.1, weight_decay=1e-2),
    "momentum": dict(lr=0.05, momentum=0.9, weight_decay=1e-2),
    "nesterov": dict(lr=0.05, momentum=0.9, weight_decay=1e-6, nesterov=True),
    "dampening": dict(lr=0.1, momentum=0.9, dampening=0.5),
}
ADAM = {
    "plain": dict(lr=0.01),
    "weight_decay": dict(lr=0.01, weight_decay=0.1),
    "amsgrad": dict(lr=0.01, betas=(0.8, 0.99), eps=1e-6, amsgrad=True),
}
ADAMW = {
    "plain": dict(lr=0.01),
    "amsgrad": dict(lr=0.01, weight_decay=0.1, amsgrad=True),
}


def warm_up_and_cosine(optimizer, warm_up, total):
    return lr_scheduler.SequentialLR(
        optimizer,
        [
            lr_scheduler.LinearLR(optimizer, start_factor=0.1, total_iters=warm_up),
            lr_scheduler.CosineAnnealingLR(optimizer, T_max=total - warm_up, eta_min=1e-4),
        ],
        [warm_up],
    )


SCHEDULED_SGD = {
    "step_lr": (dict(lr=0.1), lambda o: lr_scheduler.StepLR(o, step_size=300, gamma=0.5)),
    "one_cycle": (
        dict(lr=0.1, momentum=0.9),
        lambda o: lr_scheduler.OneCycleLR(o, max_lr=0.1, total_steps=STEPS),
    ),
    "warm_up_and_cosine": (
        dict(lr=0.1, momentum=0.9),
        lambda o: warm_up_and_cosine(o, 100, STEPS),
    ),
}


def three_in_turn(optimizer):
    return lr_scheduler.SequentialLR(
        optimizer,
        [
            lr_scheduler.ConstantLR(optimizer, factor=0.25, total_iters=7),
            lr_scheduler.StepLR(optimizer, step_size=11),
            lr_scheduler.OneCycleLR(optimizer, max_lr=2.0, total_steps=EPOCHS),
        ],
        [20, 80],
    )


def one_cycle(**options):
    return lambda o: lr_scheduler.OneCycleLR(o, max_lr=0.3, total_steps=EPOCHS, **options)


SCHEDULES = {
    "constant": lambda o: lr_scheduler.ConstantLR(o, factor=0.3, total_iters=50),
    "linear": lambda o: lr_scheduler.LinearLR(o, start_factor=0.01, total_iters=150),
    "linear_down": lambda o: lr_scheduler.LinearLR(o, start_factor=0.9, end_factor=0.2, total_iters=70),
    "step": lambda o: lr_scheduler.StepLR(o, step_size=30, gamma=0.7),
    "cosine": lambda o: lr_scheduler.CosineAnnealingLR(o, T_max=EPOCHS, eta_min=0.001),
    "cosine_waves": lambda o: lr_scheduler.CosineAnnealingLR(o, T_max=30),
    "one_cycle": one_cycle(),
    "one_cycle_linear": one_cycle(anneal_strategy="linear", pct_start=0.25, div_factor=10.0),
    "one_cycle_three_phase": one_cycle(three_phase=True, base_momentum=0.7, final_div_factor=100.0),
    "one_cycle_lr_only": one_cycle(cycle_momentum=False, pct_start=0.0),
    "warm_up_and_cosine": lambda o: warm_up_and_cosine(o, 40, EPOCHS),
    "three_in_turn": three_in_turn,
}


def quietly(build, optimizer):
    """torch warns of its own step(0) in SequentialLR."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return build(optimizer)


def quiet_step(scheduler):
    quietly(lambda s: s.step(), scheduler)


def problem():
    generator = torch.Generator().manual_seed(SEED)

    def normal(*shape):
        return torch.randn(*shape, generator=generator, dtype=torch.float64)

    return [normal(5), normal(2, 3)], [normal(STEPS, 5), normal(STEPS, 2, 3)]


def trajectory(make_optimizer, make_scheduler=None):
    """The samples of p0, (11, 5), and of p1, (11, 2, 3)."""
    start, grads = problem()
    parameters = [torch.nn.Parameter(p.clone()) for p in start]
    optimizer = make_optimizer(parameters)
    scheduler = quietly(make_scheduler, optimizer) if make_scheduler else None
    samples = [[], []]
    for i in range(STEPS):
        for parameter, grad in zip(parameters, grads):
            parameter.grad = grad[i].clone()
        optimizer.step()
        if scheduler:
            quiet_step(scheduler)
        if i % EVERY == 0:
            for sample, parameter in zip(samples, parameters):
                sample.append(parameter.detach().clone())
    return [torch.stack(sample) for sample in samples]


def series(make_optimizer, make_schedulers):
    """Learning rate and momentum (Adam's beta1) at the epochs 0, ..., EPOCHS - 1."""
    optimizer = make_optimizer([torch.nn.Parameter(torch.zeros(1, dtype=torch.float64))])
    schedulers = [quietly(make, optimizer) for make in make_schedulers]
    rates, momenta = [], []
    for epoch in range(EPOCHS):
        group = optimizer.param_groups[0]
        rates.append(group["lr"])
        momenta.append(group["betas"][0] if "betas" in group else group["momentum"])
        if epoch < EPOCHS - 1:
            for scheduler in schedulers:
                quiet_step(scheduler)
    return torch.tensor(rates, dtype=torch.float64), torch.tensor(momenta, dtype=torch.float64)


def clipped(max_norm, norm_type):
    """Total norm before, then the gradients after, of the first step's two."""
    _, grads = problem()
    parameters = [torch.nn.Parameter(torch.zeros_like(grad[0])) for grad in grads]
    for parameter, grad in zip(parameters, grads):
        parameter.grad = grad[0].clone()
    total = clip_grad_norm_(parameters, max_norm, norm_type)
    return total.reshape(1), [parameter.grad for parameter in parameters]


def traces():
    yield "seed", str(SEED)
    start, grads = problem()
    for i in range(2):
        yield f"p{i}.start", start[i]
        yield f"p{i}.grad", grads[i]

    runs = {f"sgd.{name}": (lambda p, o=o: optim.SGD(p, **o), None) for name, o in SGD.items()}
    runs |= {f"sgd.{name}": (lambda p, o=o: optim.SGD(p, **o), s) for name, (o, s) in SCHEDULED_SGD.items()}
    runs |= {f"adam.{name}": (lambda p, o=o: optim.Adam(p, **o), None) for name, o in ADAM.items()}
    runs |= {f"adamw.{name}": (lambda p, o=o: optim.AdamW(p, **o), None) for name, o in ADAMW.items()}
    for name, (make_optimizer, make_scheduler) in runs.items():
        for i, samples in enumerate(trajectory(make_optimizer, make_scheduler)):
            yield f"{name}.p{i}", samples

    def sgd(parameters):
        return optim.SGD(parameters, lr=0.1, momentum=0.9)

    for name, schedule in SCHEDULES.items():
        yield from zip((f"schedule.{name}.lr", f"schedule.{name}.momentum"), series(sgd, [schedule]))
    both = [SCHEDULES["linear"], SCHEDULES["step"]]
    yield "schedule.linear_and_step.lr", series(sgd, both)[0]
    adam = series(lambda p: optim.Adam(p, lr=0.1), [SCHEDULES["one_cycle"]])
    yield from zip(("schedule.one_cycle_adam.lr", "schedule.one_cycle_adam.momentum"), adam)

    for norm_name, norm_type in {"1": 1.0, "2": 2.0, "3": 3.0, "inf": math.inf}.items():
        for limit_name, max_norm in {"below": 100.0, "above": 0.5}.items():
            total, grads = clipped(max_norm, norm_type)
            yield f"clip.{norm_name}.{limit_name}.norm", total
            for i, grad in enumerate(grads):
                yield f"clip.{norm_name}.{limit_name}.p{i}", grad
