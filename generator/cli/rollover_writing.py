"""Writing what `kaohe rollover` has planned: into the files, or as a commit on a branch."""

from __future__ import annotations

from pathlib import Path

from generator.acts.journal import write_files
from generator.acts.plan import Plan
from generator.acts.propose_work import propose_files
from generator.acts.record_words import tell_proposed
from generator.model.problem import escape_text

_LONGEST = 2000


def show_rollover(plan: Plan) -> None:
    """Prints what would be written."""
    for line in plan.preview:
        print(escape_text(line, _LONGEST))


def write_rollover(root: Path, plan: Plan, year: int, branch: str, base: str) -> None:
    """Writes the files, or commits them upon `base` on the new `branch`, and prints what was done."""
    if branch:
        files = {write.path: write.after for write in plan.files}
        lines = list(tell_proposed(propose_files(root, files, f"启用 {year} 年度考核", branch, base)))
    else:
        write_files(root, plan.files, plan.command)
        lines = [*(f"已写入 {write.path}" for write in plan.files), *plan.afterwards]
    for line in lines:
        print(escape_text(line, _LONGEST))
