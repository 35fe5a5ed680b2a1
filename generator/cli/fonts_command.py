"""`kaohe fonts`: the free fonts of the PDF documents, fetched once into the environment of the program."""

from __future__ import annotations

import argparse
import subprocess
import sys

from generator.read.program import PROGRAM


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declares no arguments."""


def run(arguments: argparse.Namespace) -> int:
    """Fetches what is missing; 1 where the package index cannot be reached or gives something else."""
    script = PROGRAM / "tools" / "fetch_fonts.py"
    done = subprocess.run([sys.executable, "-I", str(script)], check=False)
    if done.returncode == 0:
        print("公文所用的免费字体都已具备。")
        print("它们装在程序自己的环境里，项目没有动；要收回，删除那个环境，重新安装程序。")
    return 1 if done.returncode else 0
