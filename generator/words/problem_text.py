"""A problem as a clerk reads it: where, what, the line itself with a caret, what to do; and the same as JSON."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from generator.model.problem import Problem, escape_text, is_unseen
from generator.read.personal import mask_personal
from generator.words.terminal import width

COLUMNS = 72
# Some build services obey `##[command]` and `##vso[command]` wherever they stand in a line of a log, and `::command`
# at its beginning, spaces left aside; there a path or the number of a quoted line always stands. A tab in a quoted
# line is shown as a word in brackets, so it counts as a bracket.
_COMMAND = re.compile(r"#(?=#[A-Za-z]*[\[\t])")
_ESCAPED_SIGN = "\\u0023"
_TAB = "[Tab]"


def format_problem(problem: Problem, lines: Sequence[str] | None = None) -> str:
    """`file:line:column: CODE message`, the quoted line with a caret where `lines` holds it, and what to do.

    Several lines without a newline at the end. Numbers and names that tell a person are masked, because a log keeps
    what it is told. Whatever the data hold, no unseen character and no line that a build
    service would take for a command is in it.
    """
    place = problem.place
    word = "提醒：" if problem.severity == "warning" else ""
    message = mask_personal(problem.message)
    head = f"{place.file}:{max(place.line, 1)}:{max(place.column, 1)}: {problem.code} {word}{message}"
    said = [_printable(head)]
    if lines is not None and 0 < place.line <= len(lines):
        said += _quote(mask_personal(lines[place.line - 1]), place.line, place.column)
    if problem.hint:
        said.append(_printable(f"    → {mask_personal(problem.hint)}"))
    return "\n".join(said)


def problem_json(problem: Problem) -> dict[str, Any]:
    """The problem for `--json`; a problem of a whole file stands at line 1, column 1."""
    place = problem.place
    return {
        "file": _printable(place.file),
        "line": max(place.line, 1),
        "column": max(place.column, 1),
        "code": problem.code,
        "severity": problem.severity,
        "message": _printable(mask_personal(problem.message)),
        "hint": _printable(mask_personal(problem.hint)),
    }


def _printable(text: str) -> str:
    return nest_quotes(_COMMAND.sub(lambda _: _ESCAPED_SIGN, escape_text(text, len(text))))


def nest_quotes(text: str) -> str:
    """`text` with quotation marks inside quotation marks as single ones (GB/T 15834), unless they do not pair."""
    if text.count("“") < 2:
        return text
    depth, said = 0, []
    for character in text:
        depth += character == "“"
        inner = depth % 2 == 0
        said.append({"“": "‘", "”": "’"}.get(character, character) if inner and depth > 0 else character)
        depth -= character == "”" and depth > 0
    return text if depth else "".join(said)


def _quote(line: str, number: int, column: int) -> list[str]:
    """The line cut around `column`, with a caret below; nothing where it is blank or its bytes were no text."""
    line = line.removesuffix("\r")
    if "\ufffd" in line or line.count("\0") > 1 or not line.strip():
        return []
    at = min(max(column, 1), len(line) + 1) - 1
    start = max(0, at - COLUMNS)
    cells = _cells(line[start : at + COLUMNS])
    before = _fit(reversed(cells[: at - start]), COLUMNS // 2)[::-1]
    after = _fit(cells[at - start :], COLUMNS - sum(map(width, before)))
    head = ("…" if len(before) < at else "") + "".join(before)
    tail = "".join(after) + ("…" if len(after) < len(line) - at else "")
    gutter = f"{number:>6} | "
    return [gutter + head + tail, f"{'| ':>{len(gutter)}}{' ' * width(head)}^"]


def _cells(text: str) -> list[str]:
    """Each character as it is shown."""
    cells = [_TAB if c == "\t" else f"\\u{ord(c):04X}" if is_unseen(c) else c for c in text]
    for found in _COMMAND.finditer(text):
        cells[found.start()] = _ESCAPED_SIGN
    return cells


def _fit(cells: Iterable[str], columns: int) -> list[str]:
    """The first of `cells` that fit into `columns`."""
    taken = []
    for cell in cells:
        columns -= width(cell)
        if columns < 0:
            break
        taken.append(cell)
    return taken
