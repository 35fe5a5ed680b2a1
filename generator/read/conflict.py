"""A file in which git left both sides of a merge: that is said as such, and not as a slip of YAML."""

from __future__ import annotations

import re

from generator.model.place import CHAIN_FILE
from generator.model.problem import Location, Problem

_BEGIN = re.compile(r"^<{7}( |$)", re.MULTILINE)
_REST = re.compile(r"^(?:={7}$|>{7}(?: |$))", re.MULTILINE)
_SIDES = re.compile(r"^<{7}.*?^>{7}[^\n]*$", re.MULTILINE | re.DOTALL)


def find_conflict(file: str, text: str) -> Problem | None:
    """KH619 at the first mark of an unfinished merge; None where there is none."""
    found = _BEGIN.search(text) if "<<<<<<<" in text else None
    if found is None or not _REST.search(text, found.end()):
        return None
    place = Location(file, text.count("\n", 0, found.start()) + 1, 1)
    return Problem(place, "KH619", "合并没有完成，这里有 git 留下的冲突标记", _mend(file, text))


def _mend(file: str, text: str) -> str:
    if file != CHAIN_FILE:
        return "请选定保留哪一边，删去 <<<<<<<、=======、>>>>>>> 各行；由程序写出的文件，再运行一次原来的命令。"
    from generator.model.act import parse_act

    commands = [act.command for line in conflicting_lines(text) if (act := parse_act(line)) is not None]
    again = " 或 ".join(dict.fromkeys(commands)) or "原来的命令"
    return f"请再运行一次自己那一边的 {again}，它会按主分支重新写出，不要手工合并。"


def conflicting_lines(text: str) -> list[str]:
    """The entries of a list that stand between the marks, on either side, in order."""
    sides = (line for part in _SIDES.findall(text) for line in part.splitlines())
    return [line.removeprefix("- ") for line in sides if line.startswith("- ")]
