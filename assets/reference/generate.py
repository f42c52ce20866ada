#!/usr/bin/python3
"""Writes what PyTorch computes to *.safetensors beside this file; the tests only read them.

    python3 assets/reference/generate.py                          # all but the tutorial
    python3 assets/reference/generate.py random layers            # some
    python3 assets/reference/generate.py tutorial --mnist DIR     # DIR holds MNIST's four IDX files; some minutes

Made with PyTorch 1.13 (Debian's python3-torch) on x86-64 with AVX2; OPENBLAS_NUM_THREADS=1 makes a second run give the
same bytes.
"""

import argparse
import functools
import pathlib

import torch

import layer_traces
import loss_traces
import network_traces
import optimizer_traces
import random_traces
import safetensors_file
import tutorial_traces

FILES = {
    "random": random_traces.traces,
    "layers": layer_traces.traces,
    "losses": loss_traces.traces,
    "optimizers": optimizer_traces.traces,
    "network": network_traces.traces,
    "tutorial": tutorial_traces.traces,
}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("name", nargs="*", help="random, layers, losses, optimizers, network, tutorial")
    parser.add_argument("--mnist", type=pathlib.Path, help="folder with MNIST's IDX files")
    options = parser.parse_args()
    torch.set_num_threads(1)
    for name in options.name or [name for name in FILES if name != "tutorial" or options.mnist]:
        traces = functools.partial(FILES[name], options.mnist) if name == "tutorial" else FILES[name]
        metadata = {"torch": torch.__version__, "mkl": str(torch.backends.mkl.is_available())}
        tensors = []
        for key, value in traces():
            if isinstance(value, str):
                metadata[key] = value
            else:
                tensors.append((key, value))
        path = pathlib.Path(__file__).with_name(name + ".safetensors")
        safetensors_file.write(path, tensors, metadata)
        print(path.name, f"{path.stat().st_size:,} bytes, {len(tensors)} tensors")


if __name__ == "__main__":
    main()
