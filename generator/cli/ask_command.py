"""`kaohe ask`: a question to the tables that an index has gathered."""

from __future__ import annotations

import argparse
import csv
import sys
from pathlib import Path

from generator.cli.output import print_json
from generator.load.root import find_root
from generator.model.problem import UserError, escape_text


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declares the arguments."""
    parser.add_argument("question", metavar="问题", nargs="?", help="SQL，或备好的问题的名称；不写就列出备好的问题")
    parser.add_argument("--csv", action="store_true", help="按 CSV 输出")
    parser.add_argument("--json", action="store_true", help="按 JSON 输出，小数写成字符串")


def run(arguments: argparse.Namespace) -> int:
    """Prints the answer; without a question those that are ready."""
    from generator.acts.ask_act import ask, list_questions

    root = Path(find_root(arguments.directory))
    if not arguments.question:
        for name, title, sql in list_questions():
            print(f"{name:<14}{title}\n    {sql}")
        return 0
    columns, rows = ask(root, arguments.question)
    if arguments.json:
        print_json([dict(zip(columns, row, strict=True)) for row in rows])
    elif arguments.csv:
        csv.writer(sys.stdout, lineterminator="\n").writerows([columns, *rows])
    else:
        if not columns:
            raise UserError("这不是一个问题。")
        print("\t".join(columns))
        for row in rows:
            print("\t".join(escape_text(value, 200) for value in row))
    return 0
