"""Run the contestants in turn and print a table.

python -m tests.benchmarks [--rounds 15] [--torch PYTHON] [--only NAME …]
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SETTINGS = [(1, 64), (2, 128)]
"""Threads and batch size."""
ROUND = 0.25
"""Seconds a contestant works in one round, at least one step."""
WARM_UP = 0.5
SLOW = 1.0
"""Contestants that take so many seconds a step get three rounds."""
FLOP = 2 * (2 * 117_600 + 3 * 240_000 + 3 * (48_000 + 10_080 + 840))
"""Arithmetic of one image: C1 forward and its weights, the others also their inputs."""

CONTESTANTS = {
    "naive": "loops (04.6, 04.7)",
    "im2col": "im2col (04.11), plain pooling",
    "plain": "convnet, layer by layer",
    "convnet": "convnet",
    "torch_eager": "PyTorch eager",
    "torch_best": "PyTorch, channels_last, fused SGD",
}


@dataclass
class Contestant:
    """A running process and what it has measured."""

    name: str
    process: subprocess.Popen
    version: str
    steps: int = 1
    times: list[float] = field(default_factory=list)

    def run(self, steps: int) -> float:
        self.process.stdin.write(f"{steps}\n")
        self.process.stdin.flush()
        return float(self.process.stdout.readline())

    def end(self) -> float:
        self.process.stdin.write("\n")
        self.process.stdin.close()
        memory = float(self.process.stdout.readline())
        self.process.wait()
        return memory


def start(name: str, batch: int, threads: int, python: str) -> Contestant | None:
    """A contestant that is ready; None, after a line that says why, if it can't run."""
    # The course's network runs as in a user's process, where nothing is set; the others are told
    # how many threads to use.
    ours = name in ("convnet", "plain")
    environment = {key: value for key, value in os.environ.items() if "_NUM_THREADS" not in key}
    if not ours:
        environment |= dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS"), str(threads))
    process = subprocess.Popen(
        [python, "-m", "tests.benchmarks.contestants", name, str(batch), str(threads)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        text=True, cwd=ROOT, env=environment,
    )  # fmt: skip
    ready = process.stdout.readline()
    if not ready:
        reason = process.stderr.read().strip().splitlines()[-1:]
        print(f"left out: {CONTESTANTS.get(name, name)}: {''.join(reason)}", file=sys.stderr)
        return None
    contestant = Contestant(name, process, json.loads(ready)["version"])
    once = contestant.run(1)
    once = contestant.run(max(1, min(1000, int(WARM_UP / once))))
    contestant.steps = max(1, int(ROUND / once))
    return contestant


def measure(threads: int, batch: int, options) -> None:
    """One table."""
    names = options.only or list(CONTESTANTS)
    running = []
    for name in [*names, "product"]:
        python = options.torch if name.startswith("torch") else sys.executable
        if contestant := start(name, batch, threads, python):
            running.append(contestant)
    for round_ in range(options.rounds):
        for contestant in running:
            if contestant.times and contestant.times[0] > SLOW and round_ >= 3:
                continue
            contestant.times.append(contestant.run(contestant.steps))
        if sys.stderr.isatty():
            print(f"\rround {round_ + 1} of {options.rounds}", end="", file=sys.stderr, flush=True)
    if sys.stderr.isatty():
        print("\r" + " " * 30 + "\r", end="", file=sys.stderr)
    median = {c.name: statistics.median(c.times) for c in running}
    peak = 2e9 / min(next(c for c in running if c.name == "product").times)
    eager = median.get("torch_eager")
    title = f"{threads} thread{'s' * (threads > 1)}, batch {batch}: one training step"
    print(f"\n{title} (peak {peak / 1e9:.0f} GFLOP/s)")
    print(f"{'':34}{'ms':>9}{'(range)':>18}{'images/s':>10}{'of peak':>9}", end="")
    print(f"{'MB':>6}{'× eager':>9}")
    for contestant in running:
        memory, seconds = contestant.end(), median[contestant.name]
        if contestant.name == "product":
            continue
        low, high = min(contestant.times) * 1e3, max(contestant.times) * 1e3
        span = f"({low:.2f}–{high:.2f})"
        ratio = f"{eager / seconds:.2f}" if eager else "–"
        print(
            f"{CONTESTANTS[contestant.name]:34}{seconds * 1e3:>9.2f}{span:>18}"
            f"{batch / seconds:>10,.0f}{FLOP * batch / seconds / peak:>9.1%}"
            f"{memory:>6.0f}{ratio:>9}"
        )


def machine() -> str:
    """Processor, instruction set and the kernel that NumPy's matrix products use."""
    import numpy as np

    info = Path("/proc/cpuinfo")
    lines = info.read_text().splitlines() if info.exists() else []
    facts = dict(line.split(":", 1) for line in reversed(lines) if ":" in line)
    facts = {name.strip(): value.strip() for name, value in facts.items()}
    cpu, flags = facts.get("model name", platform.processor()), facts.get("flags", "")
    level = "AVX-512" if "avx512f" in flags else "AVX2" if "avx2" in flags else platform.machine()
    return f"{cpu}, {level}; NumPy {np.__version__}, matrix products by {_kernel()}"


def _kernel() -> str:
    """OpenBLAS's name for the kernels it chose, if NumPy uses OpenBLAS."""
    import numpy as np
    from threadpoolctl import threadpool_info

    np.ones((2, 2)) @ np.ones((2, 2))
    blas = [lib for lib in threadpool_info() if lib["user_api"] == "blas"]
    words = ("internal_api", "version", "architecture")
    return ", ".join(" ".join(str(lib.get(word, "")) for word in words) for lib in blas)


def main() -> None:
    parser = argparse.ArgumentParser(prog="make bench", description="How fast a LeNet trains.")
    add = parser.add_argument
    add("--rounds", type=int, default=15, help="default: 15")
    add("--torch", default=sys.executable, metavar="PYTHON", help="a Python that has PyTorch")
    names = ", ".join(CONTESTANTS)
    add("--only", nargs="+", choices=CONTESTANTS, metavar="NAME", help=f"some of {names}")
    options = parser.parse_args()
    print(machine())
    if hasattr(os, "getloadavg") and os.getloadavg()[0] > 0.5:
        print(f"Others are at work here (load {os.getloadavg()[0]:.1f}): take only the ratios.")
    for threads, batch in SETTINGS:
        measure(threads, batch, options)


if __name__ == "__main__":
    main()
