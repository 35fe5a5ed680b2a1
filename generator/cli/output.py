"""What several verbs print."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from generator.load.project import Project
from generator.model.problem import Problem
from generator.words.json_text import LINE, indented_json

if TYPE_CHECKING:
    from generator.history.report import HistoryReport


def print_json(value: Any) -> None:
    """`value` as stable JSON: sorted keys, Chinese as it is, one trailing newline.

    The rows of an iterator are printed one by one: a change log of many years is never held in memory as text.
    """
    if not isinstance(value, Iterator):
        sys.stdout.write(f"{indented_json(value)}\n")
        return
    before = "["
    for row in value:
        sys.stdout.write(f"{before}{LINE}  {indented_json(row, line=LINE + '  ')}")
        before = ","
    sys.stdout.write("[]\n" if before == "[" else f"{LINE}]\n")


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
