"""`kaohe template YEAR|ITEM`: a workbook to fill in."""

from __future__ import annotations

import argparse

from generator.cli.workbook_order import add_order, make_and_save


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declares the arguments."""
    add_order(parser)


def run(arguments: argparse.Namespace) -> int:
    """Writes the workbook; 0."""
    return make_and_save(arguments, filled=False)
