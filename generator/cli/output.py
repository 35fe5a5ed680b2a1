"""What several verbs print."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Any

from generator.words.json_text import LINE, indented_json

if TYPE_CHECKING:
    from generator.history.report import HistoryReport
    from generator.load.project import Project
    from generator.model.problem import Problem

_AT_ONCE = 256  # rows


def print_json(value: Any) -> None:
    """`value` as stable JSON: sorted keys, Chinese as it is, one trailing newline.

    Rows are printed some at a time: a change log of many years is never held in memory as text.
    """
    if isinstance(value, Iterator):
        _print_rows(value, LINE)
    elif isinstance(value, dict) and value:
        inner, before = f"{LINE}  ", "{"
        for name in sorted(value):
            sys.stdout.write(f"{before}{inner}{indented_json(name)}: ")
            if isinstance(value[name], list | tuple):
                _print_rows(value[name], inner)
            else:
                sys.stdout.write(indented_json(value[name], line=inner))
            before = ","
        sys.stdout.write(f"{LINE}}}")
    else:
        sys.stdout.write(indented_json(value))
    sys.stdout.write("\n")


def print_pieces(pieces: Iterable[str], line: str = LINE, end: str = "\n") -> None:
    """A list as `print_json` prints it, given as text: some rows in each piece, with the commas between them.

    `line` begins the line of its closing bracket, `end` stands behind that.
    """
    before = "["
    for piece in pieces:
        sys.stdout.write(f"{before}{line}  {piece}")
        before = ","
    sys.stdout.write(f"[]{end}" if before == "[" else f"{line}]{end}")


def _print_rows(rows: Iterable[Any], line: str) -> None:
    """A list whose closing bracket stands on a line that begins with `line`, some rows at a time."""
    inner = f"{line}  "
    told = (indented_json(row, line=inner) for row in rows)
    pieces = iter(lambda: f",{inner}".join(islice(told, _AT_ONCE)), "")
    print_pieces(pieces, line, "")


def refuse_errors(project: Project) -> bool:
    """Whether the data have errors; says so on standard error, with the first few."""
    return refuse_problems(project.errors)


def refuse_problems(errors: Sequence[Problem]) -> bool:
    """Whether there are `errors`; says so on standard error, with the first few."""
    if not errors:
        return False
    from generator.words.problem_list import list_problems

    for text in list_problems(errors[:5], lambda problem: None):
        sys.stderr.write(text)
    print(f"数据有 {len(errors)} 处问题，改正之前不计算。请用 kaohe check 查看全部。", file=sys.stderr)
    return True


def print_remarks(account: HistoryReport, as_json: bool) -> int:
    """Prints what a person should look at in the history; 0."""
    from generator.acts.remarks_act import all_remarks
    from generator.words.history_text import remarks_json, remarks_text

    remarks = all_remarks(account)
    if as_json:
        print_json(remarks_json(remarks, account.conditions))
    else:
        sys.stdout.write(remarks_text(remarks, account.conditions) or "没有。\n")
    return 0
