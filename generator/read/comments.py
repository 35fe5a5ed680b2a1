"""Comments and blank lines of a YAML file: found, and put into another text of the same record.

A comment on a line of its own stands before the entry that follows it, or, if it is indented deeper than that, after
the entry that precedes it; one at the end of a line belongs to the entry that begins the line. Several blank lines
become one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.model.lazy_dataclass import dataclass
from generator.model.origin import Mapping, Node, Scalar, Sequence

_COMMENT = re.compile(r"(?:\A|(?<=[ \t]))#.*")
Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class _EntryStart:
    """The beginning of an entry, a key of a mapping or a place in a list: its path, its line and column from 0."""

    path: Path
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Comment:
    """One comment, its text from `#` on, or a blank line (`text` empty). `trails` is one at the end of a line."""

    text: str
    line: int
    indent: int
    trails: bool


def find_comments(text: str, node: Node) -> list[Comment]:
    """The comments and blank lines of `text`, whose root node is `node`, from top to bottom."""
    lines = text.split("\n")
    inside = set()
    for scalar in _scalars(node):
        inside |= _blank_out(lines, scalar)
    found = []
    for number, line in enumerate(lines[:-1] if not lines[-1] else lines):
        comment = _COMMENT.search(line)
        bare = line[: comment.start()] if comment else line
        if comment is None and (bare.strip() or number in inside):
            continue
        indent = comment.start() if comment else 0
        words = text.split("\n")[number][indent:].rstrip() if comment else ""
        found.append(Comment(words, number, indent, bool(bare.strip())))
    return found


def keep_comments(old: str, old_node: Node, new: str, new_node: Node) -> str:
    """`new` with the comments of `old`; both are texts of the same record, with their root nodes."""
    return _Weaver(old_node, new, new_node).weave(find_comments(old, old_node))


class _Weaver:
    """Puts comments into a text that has none."""

    def __init__(self, old_node: Node, new: str, new_node: Node) -> None:
        self.old = _entries(old_node)
        self.lines = new.rstrip("\n").split("\n")
        self.places = {entry.path: entry.line for entry in _entries(new_node)}
        self.starts = sorted(set(self.places.values()))
        self.above: dict[int, list[tuple[int, int, str]]] = {}
        self.trailing: dict[int, str] = {}
        self.head_end = -1  # the last blank line above the first entry: what stands before it is about the file

    def weave(self, comments: list[Comment]) -> str:
        first = self.old[0].line if self.old else 0
        self.head_end = max((found.line for found in comments if not found.text and found.line < first), default=-1)
        for order, comment in enumerate(comments):
            if comment.trails:
                self.trail(comment, order)
            else:
                self.stand(comment, order)
        made: list[str] = []
        for number in range(len(self.lines) + 1):
            for _, _, text in sorted(self.above.get(number, []), key=lambda row: row[:2]):
                if text or (made and made[-1]):
                    made.append(text)
            if number < len(self.lines):
                made.append(self.lines[number] + self.trailing.get(number, ""))
        while made and not made[-1]:
            made.pop()
        return "\n".join(made) + "\n"

    def trail(self, comment: Comment, order: int) -> None:
        """A comment at the end of a line: at the end of its entry's line, or above it if there is no room."""
        starts = [at for at, entry in enumerate(self.old) if entry.line == comment.line]
        before = [at for at, entry in enumerate(self.old) if entry.line < comment.line]
        at = starts[0] if starts else before[-1] if before else 0
        line = self.place_from(at)
        if line is None or line in self.trailing or self.lines[line].endswith("|-") or not (starts or before):
            self.put(line, 1, order, comment.text, 0)
        else:
            self.trailing[line] = f"  {comment.text}"

    def stand(self, comment: Comment, order: int) -> None:
        """A comment on a line of its own."""
        if comment.line <= self.head_end:
            self.put(0, -1, order, comment.text, 0)
            return
        following = [at for at, entry in enumerate(self.old) if entry.line > comment.line]
        preceding = [at for at, entry in enumerate(self.old) if entry.line < comment.line]
        next_indent = self.indent_of_old(following[0]) if following else 0
        if comment.text and preceding and comment.indent > next_indent:
            line = self.place_back(preceding[-1])
            end = next((start for start in self.starts if start > line), None)
            self.put(end, 0, order, comment.text, min(comment.indent, _indent(self.lines[line])))
        else:
            self.put(self.place_from(following[0]) if following else None, 1, order, comment.text, 0)

    def put(self, line: int | None, rank: int, order: int, text: str, indent: int) -> None:
        """Above `line` (None: at the end), at least as deep as that line."""
        at = len(self.lines) if line is None else line
        least = _indent(self.lines[at]) if at < len(self.lines) else 0
        made = " " * max(indent, least) + text if text else ""
        self.above.setdefault(at, []).append((rank, order, made))

    def place_from(self, at: int) -> int | None:
        """The line of the entry `at` in the new text, or of the next entry that is there."""
        return next((self.places[e.path] for e in self.old[at:] if e.path in self.places), None)

    def place_back(self, at: int) -> int:
        """The line of the entry `at` in the new text, or of the last one before it that is there."""
        return next((self.places[e.path] for e in self.old[at::-1] if e.path in self.places), 0)

    def indent_of_old(self, at: int) -> int:
        """How deep the line is that the entry `at` begins; that of `- a: 1` begins with the dash."""
        entry = self.old[at]
        return entry.column - 2 if isinstance(entry.path[-1], int) else entry.column


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _entries(node: Node, path: Path = ()) -> list[_EntryStart]:
    """All entries in the order in which they stand, the outer ones first."""
    found = list(_walk(node, path))
    return sorted(found, key=lambda entry: (entry.line, entry.column, len(entry.path)))


def _walk(node: Node, path: Path) -> Iterator[_EntryStart]:
    if isinstance(node, Mapping):
        for key, value in node.entries.items():
            yield _EntryStart((*path, key), node.keys[key].line - 1, node.keys[key].column - 1)
            yield from _walk(value, (*path, key))
    elif isinstance(node, Sequence):
        for at, value in enumerate(node.entries):
            yield _EntryStart((*path, at), value.line - 1, value.column - 1)
            yield from _walk(value, (*path, at))


def _scalars(node: Node) -> Iterator[Scalar]:
    if isinstance(node, Scalar):
        yield node
    elif isinstance(node, Mapping):
        yield from node.keys.values()
        for value in node.entries.values():
            yield from _scalars(value)
    else:
        for value in node.entries:
            yield from _scalars(value)


def _blank_out(lines: list[str], scalar: Scalar) -> set[int]:
    """Replaces the scalar's own signs, so that no `#` of it is seen; the lines that lie wholly inside it.

    Of a block (`|`, `>`) the first line stays: there a comment may follow.
    """
    (first, start), (last, end) = (scalar.line - 1, scalar.column - 1), (scalar.end[0] - 1, scalar.end[1] - 1)
    is_block = not scalar.plain and lines[first][start : start + 1] in ("|", ">")
    inside = set()
    for number in range(first, min(last + 1, len(lines))):
        low = start if number == first else 0
        high = end if number == last else len(lines[number])
        if is_block and number == first:
            low, high = start, start + 1
        elif number > first and high == len(lines[number]) and number < last:
            inside.add(number)
        lines[number] = lines[number][:low] + "x" * (high - low) + lines[number][high:]
    return inside
