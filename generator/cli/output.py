"""What several verbs print."""

from __future__ import annotations

import json
import sys
from typing import Any

from generator.cli.project import State


def print_json(value: Any) -> None:
    """`value` as stable JSON: sorted keys, Chinese as it is, one trailing newline."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False, sort_keys=True, indent=2) + "\n")


def refuse_errors(state: State) -> bool:
    """Whether the data have errors; says so on standard error, with the first few."""
    errors = state.errors
    if not errors:
        return False
    from generator.view.problem import format_problem

    for problem in errors[:5]:
        sys.stderr.write(format_problem(problem) + "\n")
    print(f"数据有 {len(errors)} 处问题，改正之前不计算。请用 kaohe check 查看全部。", file=sys.stderr)
    return True
