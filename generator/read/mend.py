"""The slips of a keyboard or an editor that keep a file from being read, undone in memory to see what else is wrong.

A wide colon, a tab, a file in GBK: what is meant is plain, and the problem says so. From a mended text nothing is
read but what checks may look at, so that the other slips of the file are told in the same run.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import field, replace

from generator.model.lazy_dataclass import dataclass
from generator.model.origin import Mapping, Node, Scalar
from generator.model.problem import Location, Problem
from generator.read.strict_yaml import parse_yaml
from generator.read.syntax import WIDE_COLON_LINE
from generator.read.text import find_all_unseen, read_text

_LARGEST = 16 * 1024  # bytes of a file that is worth it; a record has some hundred
_MOST = 12  # mends of one file
_SHOWN = 8  # lines of the same slip that are listed
_FIELD = re.compile(r"([ ]*(?:- )?[a-z][a-z0-9_]*):? *(?=\S)")
_INDENTED = re.compile(r"[ \t\u3000]+(?=\S)")
_NAMED = re.compile(r"[ ]*(?:- )?[a-z][a-z0-9_]*: *")


@dataclass(frozen=True, slots=True)
class _Shift:
    """Behind `column` of a line, everything stands `delta` further right than before a mend."""

    line: int
    column: int
    delta: int


@dataclass(slots=True)
class Mended:
    """What came of mending a file: its text and root node as mended, and the problems as they stand in the file."""

    text: str
    node: Node | None
    problems: list[Problem] = field(default_factory=list)
    shifts: list[_Shift] = field(default_factory=list)

    def place(self, place: Location) -> Location:
        """Where in the file what stands at this place of the mended text is."""
        column = place.column
        for shift in reversed(self.shifts):
            if shift.line == place.line and column > shift.column:
                column = max(shift.column, column - shift.delta)
        return Location(place.file, place.line, column)

    def restore(self, node: Node) -> None:
        """Gives every value and key below `node` its place in the file."""
        for found in {id(found): found for found in _walk(node)}.values():  # a value may stand under two names
            found.column = self.place(Location("", found.line, found.column)).column


def _walk(node: Node) -> Iterator[Node]:
    """A node and every key and value below it."""
    yield node
    if isinstance(node, Mapping):
        yield from node.keys.values()
        for entry in node.entries.values():
            yield from _walk(entry)
    elif not isinstance(node, Scalar):
        for entry in node.entries:
            yield from _walk(entry)


def parse_mended(path: str, data: bytes, told: Sequence[Problem] = ()) -> Mended:
    """The file's text and root node, the latter None where it cannot be read however mended; and what was mended.

    `told` are slips that the reader of fields found: they are undone first, from the last one on.
    """
    mended = Mended("", None)
    is_small = len(data) <= _LARGEST
    read = read_text(path, data)
    if isinstance(read, Problem):
        decoded = _decode(path, data, read, mended) if is_small else None
        if decoded is None:
            mended.problems.append(read)
            return mended
        read = decoded
    mended.text = read
    if is_small:
        lines = read.split("\n")
        for problem in sorted(told, reverse=True):
            mended.problems.append(problem)
            mended.shifts += _mend(lines, problem) or []
        mended.text = "\n".join(lines)
    _parse(path, mended, is_small)
    return mended


def _decode(path: str, data: bytes, problem: Problem, mended: Mended) -> str | None:
    """The text in the encoding that it seems to have, without what cannot be seen; None where that is not plain.

    The problem is noted, and the shifts of what was taken out.
    """
    name = "gb18030" if "GBK" in problem.message else "utf-16" if "UTF-16" in problem.message else "utf-8-sig"
    try:
        text = data.decode(name).replace("\r\n", "\n")
    except UnicodeDecodeError:
        return None
    lines = text.split("\n")
    unseen = [at for at, line in enumerate(lines) if find_all_unseen(line)]
    if "\r" in text or (problem.code == "KH107") != bool(unseen):
        return None
    mended.problems.append(_name_others(problem, [at for at in unseen if at != problem.place.line - 1]))
    for at in unseen:
        places = find_all_unseen(lines[at])
        lines[at] = "".join(sign for place, sign in enumerate(lines[at]) if place not in places)
        mended.shifts += [_Shift(at + 1, place - number, -1) for number, place in enumerate(places)]
    return "\n".join(lines)


def _parse(path: str, mended: Mended, is_small: bool) -> None:
    """Parses the text, undoing one slip after the other."""
    for _ in range(_MOST):
        found = parse_yaml(path, mended.text)
        if not isinstance(found, Problem):
            mended.node = found
            return
        lines = mended.text.split("\n")
        told = _name_others(found, _others(lines, found))
        mended.problems.append(replace(told, place=mended.place(found.place)))
        shifts = _mend(lines, found) if is_small else None
        if shifts is None:
            return
        mended.text = "\n".join(lines)
        mended.shifts += shifts


def _mend(lines: list[str], problem: Problem) -> list[_Shift] | None:
    """Undoes a slip in `lines`, wherever it stands; None where it is not plain what is meant."""
    number = problem.place.line - 1
    if not 0 <= number < len(lines):
        return None
    mend = next((mend for code, words, mend in _MENDS if problem.code == code and words in problem.message), None)
    if mend is None:
        return None
    shifts = []
    for at in (number, *_others(lines, problem)):
        changed = mend(lines, at, problem.place.column if at == number else 1)
        if changed is None:
            return None
        lines[at], moved = changed
        shifts += [_Shift(at + 1, column, delta) for column, delta in moved]
    return shifts


def _others(lines: list[str], problem: Problem) -> list[int]:
    """The other lines with the same slip, which are told with the first."""
    number = problem.place.line - 1
    return [at for at, line in enumerate(lines) if at != number and _has_same(problem, line)]


def _has_same(problem: Problem, line: str) -> bool:
    if problem.code == "KH115":
        return bool(re.match("[ ]*\t(?=.*\\S)", line))
    if problem.code == "KH109" and "冒号" in problem.message:
        return bool(WIDE_COLON_LINE.match(line))
    return problem.code == "KH109" and "行首" in problem.message and bool(re.match("[ ]*\u3000", line))


def _name_others(problem: Problem, others: list[int]) -> Problem:
    if not others or "行也有" in problem.hint:
        return problem
    listed = "、".join(str(at + 1) for at in others[:_SHOWN])
    rest = f"等共 {len(others)} 行" if len(others) > _SHOWN else "行"
    return replace(problem, hint=f"第 {listed} {rest}也有。{problem.hint}")


# The line as mended, and by how much everything behind which column moved; None where it is not plain what is meant.
Change = tuple[str, list[tuple[int, int]]] | None


def _narrow_colon(lines: list[str], at: int, column: int) -> Change:
    line = lines[at]
    colon = line.find("：", column - 1)
    if colon < 0:
        return None
    space = "" if line[colon + 1 : colon + 2] in ("", " ") else " "
    return f"{line[:colon]}:{space}{line[colon + 1 :]}", [(colon + 1, len(space))]


def _narrow_brackets(lines: list[str], at: int, column: int) -> Change:
    """Brackets, commas and colons from the first bracket on."""
    start = column - 1
    line = lines[at][:start] + lines[at][start:].translate(str.maketrans("｛｝［］，", "{}[],"))
    moved: list[tuple[int, int]] = []
    for colon in (place for place, sign in enumerate(line) if sign == "：" and place >= start):
        moved.append((colon + 1 + len(moved), 1))
    return line[:start] + line[start:].replace("：", ": "), moved


def _indent(lines: list[str], at: int, column: int) -> Change:
    """The indentation that fits the line above: its own, or two more below a field without a value."""
    line = lines[at]
    found = _INDENTED.match(line)
    above = next((lines[before] for before in range(at - 1, -1, -1) if lines[before].strip()), "")
    width = len(above) - len(above.lstrip(" "))
    if found is None or above[width : width + 1] in ("\t", "\u3000"):
        return None
    if above.lstrip().startswith("- ") and not line[found.end() :].startswith("- "):
        width += 2
    if above.rstrip().endswith(":"):
        width += 2
    mended = " " * width + line[found.end() :]
    return None if mended == line else (mended, [(0, width - found.end())])


def _unfold(lines: list[str], at: int, column: int) -> Change:
    """A field that was indented too far and joined to the text above."""
    return _indent(lines, at, column) if _NAMED.match(lines[at]) else None


def _add_colon(lines: list[str], at: int, column: int) -> Change:
    line = lines[at]
    found = _FIELD.match(line)
    if found is None:
        return None
    mended = f"{found[1]}: {line[found.end() :]}"
    return mended, [(len(found[1]) + 1, len(mended) - len(line))]


def _quote(lines: list[str], at: int, column: int) -> Change:
    """The value of the line in quotes: its second colon is a part of the text."""
    line = lines[at]
    found = _NAMED.match(line)
    value = line[found.end() :] if found else ""
    if found is None or not value or '"' in value or "\\" in value or value[0] in "{['|>&*!%@`#":
        return None
    # Between Chinese it is a mark of Chinese that was meant, and the problem says so.
    value = re.sub(r"(?<=[\u4e00-\u9fff]): ", "： ", value)
    return f'{line[: found.end()]}"{value}"', [(found.end() + 1, 1)]


_MENDS: tuple[tuple[str, str, Callable[[list[str], int, int], Change]], ...] = (
    ("KH109", "全角冒号", _narrow_colon),
    ("KH109", "全角括号", _narrow_brackets),
    ("KH109", "行首有全角空格", _indent),
    ("KH115", "行首有制表符", _indent),
    ("KH119", "接到上一行", _unfold),
    ("KH108", "缺少冒号", _add_colon),
    ("KH108", "第二个", _quote),
)
