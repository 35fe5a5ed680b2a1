"""The text of a comment that a run hands over to the one that may write: taken for a stranger's, and made harmless.

The first run reads a stranger's proposal, and on some forges the stranger writes the very steps of it. So whatever it
hands over, nobody is called by it, nothing is linked or fetched, no markup but that of our own comments is in it, and
it has a bound. A comment that is really ours comes through as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.model.problem import is_unseen
from generator.words.comparison_markdown import MARK_ENTITIES, MARKS

LONGEST = 60_000  # characters; forges refuse more than 65,536
_LINES = 2_000
_CUT = "（太长，余下的从略，请看这次运行的记录。）"
_FOLD = re.compile(r"<details><summary>(?P<title>[^<>]*)</summary>\Z")
_HEAD = re.compile(r"#{3,4} ")
_RULE = re.compile(r"\|(?:-{3}:?\|)+\Z")
# What stands as it is: a sign that is escaped already, an entity of ours, strong text.
_KEPT = re.compile(r"\\[\\`*_{}\[\]<>&|~#!$:.]|&(?:lt|gt|amp);|\*\*")


def clean_comment(text: str) -> str:
    """`text` with nothing in it but plain words and the layout of our own comments, folds closed; cut to LONGEST."""
    lines: list[str] = []
    room, open_folds = LONGEST - len(_CUT) - 2, 0
    given = text.replace("\r", "").split("\n")
    for number, line in enumerate(_clean_line(line) for line in given):
        closing = line == "</details>"
        if closing and not open_folds:
            continue
        room -= len(line) + 1
        if number >= _LINES or room < len("</details>\n") * open_folds:
            lines.append(_CUT)
            break
        open_folds += line.startswith("<details>") - closing
        lines.append(line)
    lines += ["", "</details>"] * open_folds
    return "\n".join(lines).strip("\n") + "\n"


def _clean_line(line: str) -> str:
    if line == "</details>" or _RULE.match(line):
        return line
    if fold := _FOLD.match(line):
        return f"<details><summary>{''.join(_clean(fold['title']))}</summary>"
    indent = line[: len(line) - len(line.lstrip(" "))][:4]
    rest = line.lstrip(" ")
    head = _HEAD.match(rest)
    start = head[0] if head else ""
    if indent and len(indent) >= 4:
        indent = ""  # four spaces begin a block of code
    return indent + start + "".join(_clean(rest.removeprefix(start)))


def _clean(text: str) -> Iterator[str]:
    at = 0
    while at < len(text):
        if kept := _KEPT.match(text, at):
            yield kept[0]
            at = kept.end()
            continue
        sign = text[at]
        if sign == "@":
            yield "＠"
        elif is_unseen(sign) or sign == "\t":
            yield f"\\\\u{ord(sign):04X}"
        elif sign == "|":
            yield sign  # the walls of a table
        elif MARKS.match(text, at):
            yield MARK_ENTITIES.get(sign, f"\\{sign}")
        else:
            yield sign
        at += 1
