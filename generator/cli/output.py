"""What several verbs print."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from itertools import islice
from typing import TYPE_CHECKING, Any

from generator.load.project import Project
from generator.model.problem import Problem

if TYPE_CHECKING:
    from generator.history.report import HistoryReport


def print_json(value: Any) -> None:
    """`value` as stable JSON: sorted keys, Chinese as it is, one trailing newline."""
    # Piece by piece: a change log of many years is not held in memory once more as text.
    pieces = json.JSONEncoder(ensure_ascii=False, sort_keys=True, indent=2).iterencode(value)
    while piece := "".join(islice(pieces, 10_000)):
        sys.stdout.write(piece)
    sys.stdout.write("\n")


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
