"""A year's scheme as amended: from each amendment's day on, the scheme read anew with what it puts in place.

An amendment is carried out on what the scheme says, not on its text, and what comes out is read by the same
declarations; so nothing can stand in an amended scheme that could not stand in a scheme.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from generator.model.amendment import Amendment
from generator.model.origin import Mapping, Node, Origin, Scalar, Sequence
from generator.model.problem import Location, Problem
from generator.read.canonical import plain_record
from generator.read.names import NO_NAMES
from generator.read.shape import record_reader
from generator.read.sink import Sink, TooManyProblems
from generator.rules.corpus import SchemeEdition
from generator.rules.scheme import EarlierRules, Scheme

NO_PLACE, NO_SCHEME = "KH480", "KH481"
_EXAMPLE = "components/performance/items/hotline/max"


def amend_schemes(
    schemes: Iterable[Scheme], amendments: Iterable[Amendment]
) -> tuple[dict[int, tuple[SchemeEdition, ...]], list[Problem]]:
    """The editions of each year that has amendments, in order of the day from which they hold, and all problems.

    Amendments add up in order of day, then id. One with a problem is left out, as a file with problems is.
    """
    by_year: dict[int, list[Amendment]] = {}
    for amendment in amendments:
        by_year.setdefault(amendment.year, []).append(amendment)
    found: dict[int, tuple[SchemeEdition, ...]] = {}
    problems: list[Problem] = []
    for scheme in schemes:
        editions: list[SchemeEdition] = []
        current = scheme
        for amendment in sorted(by_year.get(scheme.year, ()), key=lambda made: (made.starts, made.id)):
            amended = _amend(current, amendment)
            if isinstance(amended, Scheme):
                current = replace(amended, earlier=_earlier(current, amendment.starts))
                editions.append(SchemeEdition(amendment.starts, amendment.id, current))
            else:
                problems += amended
        if editions:
            found[scheme.year] = tuple(editions)
    return found, problems


def _earlier(scheme: Scheme, starts: date) -> tuple[EarlierRules, ...]:
    """What held until before the day `starts`, on which `scheme` is amended."""
    if starts <= date(scheme.year, 1, 1) or any(found.before == starts for found in scheme.earlier):
        return scheme.earlier
    return (*scheme.earlier, EarlierRules(starts, replace(scheme, earlier=())))


def _amend(scheme: Scheme, amendment: Amendment) -> Scheme | list[Problem]:
    tree: Node = _node(plain_record(scheme), amendment.origin.place())
    problems: list[Problem] = []
    for number, change in enumerate(amendment.changes):
        place = amendment.origin.place("changes", number, "to")
        if not put_there(tree, change.at, _node(change.to, place)):
            words = f"{scheme.year} 年度的考核办法里没有“{change.at}”这个位置"
            hint = f"从考核办法的字段写起，用 / 隔开，列表里的用编号，如 {_EXAMPLE}。"
            problems.append(Problem(amendment.origin.place("changes", number, "at"), NO_PLACE, words, hint))
    return problems or _read(scheme, amendment, tree)


def _read(scheme: Scheme, amendment: Amendment, tree: Node) -> Scheme | list[Problem]:
    """The scheme in `tree`; what is wrong in it is said at the place of the amendment that it came from."""
    sink = Sink(amendment.origin.file, "", NO_NAMES, "")
    try:
        record = record_reader(Scheme)(tree, sink, origin=Origin(amendment.origin.file, tree))
    except TooManyProblems:
        record = None
    wrong = [_as_of_amendment(problem) for problem in sink.problems]
    if isinstance(record, Scheme) and record.year != scheme.year and not wrong:
        place = amendment.origin.place("changes")
        wrong = [Problem(place, NO_SCHEME, "修改不能改变考核办法的年度", "另一年度的办法请写在那一年度的文件里。")]
    return wrong or record


def _as_of_amendment(problem: Problem) -> Problem:
    words = f"修改以后的考核办法读不通：{problem.message}"
    return Problem(problem.place, NO_SCHEME, words, problem.hint)


def _node(value: Any, place: Location) -> Node:
    """What is said as a parsed tree, all of it at one place."""
    line, column = place.line, place.column
    if isinstance(value, dict):
        table = Mapping(line, column)
        for name, entry in value.items():
            table.entries[name] = _node(entry, place)
            table.keys[name] = _scalar(name, place)
        return table
    if isinstance(value, list | tuple):
        rows = Sequence(line, column)
        rows.entries = [_node(entry, place) for entry in value]
        return rows
    return _scalar(str(value), place)


def _scalar(text: str, place: Location) -> Scalar:
    return Scalar(text, place.line, place.column, False, (place.line, place.column))


def put_there(tree: Node, at: str, value: Node) -> bool:
    """Puts `value` where `at` says, steps joined by slashes; whether there is such a place.

    The last step may be a field that was not given, or the id of an entry to be added to a list of such entries.
    """
    *above, last = at.split("/")
    node: Node | None = tree
    for step in above:
        node = None if node is None else _enter(node, step)
    if isinstance(node, Mapping) and (last in node.entries or last != "items"):
        node.entries[last] = value
        node.keys.setdefault(last, _scalar(last, Location("", value.line, value.column)))
        return True
    rows = next((rows for rows in _lists(node) if _find(rows, last) is not None), next(_lists(node), None))
    if rows is None or not isinstance(value, Mapping):
        return False
    value.entries = {"id": _scalar(last, Location("", value.line, value.column)), **value.entries}
    value.keys.setdefault("id", value.entries["id"])  # type: ignore[arg-type]
    found = _find(rows, last)
    if found is None:
        rows.entries.append(value)
    else:
        rows.entries[found] = value
    return True


def _enter(node: Node, step: str) -> Node | None:
    """One step on; the items of a part are reached without their categories."""
    if isinstance(node, Mapping):
        if step not in node.entries and step == "items":
            return _ItemsOfCategories.of(node)
        return node.entries.get(step)
    for rows in _lists(node):
        at = _find(rows, step)
        if at is not None:
            return rows.entries[at]
    return None


class _ItemsOfCategories(Sequence):
    """The lists of items of all categories of a part, each one where it stands."""

    __slots__ = ("lists",)

    def __init__(self, part: Mapping, lists: list[Sequence]) -> None:
        super().__init__(part.line, part.column)
        self.lists = lists

    @classmethod
    def of(cls, part: Mapping) -> _ItemsOfCategories | None:
        """Those of a part; None where it has no categories."""
        categories = part.entries.get("categories")
        if not isinstance(categories, Sequence):
            return None
        items = [entry.entries.get("items") for entry in categories.entries if isinstance(entry, Mapping)]
        return cls(part, [found for found in items if isinstance(found, Sequence)])


def _lists(node: Node | None) -> Iterator[Sequence]:
    if isinstance(node, _ItemsOfCategories):
        yield from node.lists
    elif isinstance(node, Sequence):
        yield node


def _find(rows: Sequence, name: str) -> int | None:
    for at, entry in enumerate(rows.entries):
        found = entry.entries.get("id") if isinstance(entry, Mapping) else None
        if isinstance(found, Scalar) and found.value == name:
            return at
    return None
