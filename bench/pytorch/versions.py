"""Which PyTorch, and whose matrix products: Debian's may be the reference BLAS, ten times slower than OpenBLAS."""

import json
from pathlib import Path

import torch

torch.ones(2, 2) @ torch.ones(2, 2)
mapped = {line.split()[-1] for line in Path("/proc/self/maps").read_text().splitlines() if "blas" in line}
blas = "OpenBLAS" if any("openblas" in name for name in mapped) else "another BLAS than OpenBLAS"
print(json.dumps({"torch": torch.__version__, "blas": blas}))
