"""Runs the benchmarks and prints one line for each figure; exit 1 where one is over its limit."""

from __future__ import annotations

import argparse
import sys
from importlib import import_module
from pathlib import Path

from benchmarks import samples

NO_BENCHMARKS = ("__init__", "__main__", "measure", "samples")
GROUPS = {"table": ("ten", "years", "serving")}  # every figure of many years, in one command
NAMES = sorted(path.stem for path in Path(__file__).parent.glob("*.py") if path.stem not in NO_BENCHMARKS)


def main(arguments: list[str]) -> int:
    """Runs the benchmarks named in `arguments`, or all."""
    parser = argparse.ArgumentParser("benchmarks", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="name", help=f"all, or some of: {', '.join([*GROUPS, *NAMES])}")
    parser.add_argument("--size", choices=samples.SIZES, default="full", help="of the samples of many years")
    given = parser.parse_args(arguments)
    wanted = [name for group in given.names for name in GROUPS.get(group, (group,))]
    samples.choose(given.size)
    if unknown := [name for name in wanted if name not in NAMES]:
        parser.error(f"no benchmark is called {unknown[0]!r}; there are {', '.join(NAMES)}")
    over = 0
    for name in wanted or NAMES:
        print(f"== {name}", flush=True)
        for row in import_module(f"benchmarks.{name}").run():
            over += not row.holds
            mark = "skip" if row.skipped else "ok  " if row.holds else "OVER"
            print(f"{mark} {row.value:9.2f} {row.unit:2} (limit {row.limit:g})  {row.name}  {row.note}", flush=True)
    return 1 if over else 0


sys.exit(main(sys.argv[1:]))
