"""Arguments that several verbs read."""

from __future__ import annotations

import argparse


def parse_year(text: str) -> int:
    """A year as it is given on the command line: four digits."""
    if len(text) != 4 or not (text.isascii() and text.isdecimal()):
        raise argparse.ArgumentTypeError(f"“{text}”不是年度，请写成 2015 这样的四位数")
    return int(text)


def parse_port(text: str) -> int:
    """A port from an argument; ArgumentTypeError where it is none."""
    if not (text.isascii() and text.isdigit() and len(text) < 6 and int(text) < 65536):
        raise argparse.ArgumentTypeError(f"“{text}”不是端口：应是 1 到 65535 之间的整数")
    return int(text)
