"""What a scheme does not decide yet: said again and again until it is decided."""

from __future__ import annotations

from collections.abc import Iterator

from generator.model.origin import Mapping, Node, Scalar, Sequence
from generator.model.problem import Location, Problem
from generator.model.unread import is_there, where_read
from generator.read.shape import slots_of
from generator.rules.corpus import Corpus
from generator.rules.scheme import Scheme

_EXAMPLE = "components/performance/items/hotline/max"


def check_undecided(corpus: Corpus) -> Iterator[Problem]:
    """The open questions of every scheme."""
    published = {record.year for record in corpus.publications.values() if is_there(record.period)}
    for scheme in corpus.schemes.values():
        yield from _check_questions(scheme)
        yield from _check_published(scheme, published)


@where_read
def _check_questions(scheme: Scheme) -> Iterator[Problem]:
    """KH374, a reminder: an open question; KH375: one at no place."""
    known = {slot.name for slot in slots_of(Scheme)}
    for number, question in enumerate(scheme.open):
        steps = question.at.split("/")
        if steps[0] not in known:
            words = f"考核办法里没有“{question.at}”这个位置"
            hint = f"从考核办法的字段写起，用 / 隔开，列表里的用编号，如 {_EXAMPLE}。"
            yield Problem(scheme.origin.place("open", number, "at"), "KH375", words, hint)
        else:
            done = f"定了以后改好这里，并删去 open 里 at 为 {question.at} 的一条"
            hint = f"{done}；在此之前不计算得分，也不能发布。"
            yield Problem(find_place(scheme, steps), "KH374", f"还没有定：{question.ask}", hint, "warning")


@where_read
def _check_published(scheme: Scheme, published: set[int]) -> Iterator[Problem]:
    """KH376: a year with published results has no open question."""
    if scheme.open and scheme.year in published:
        words = f"{scheme.year}年度已经发布过结果，考核办法里不能再有没有定的事"
        yield Problem(scheme.origin.place("open"), "KH376", words, "请改好后删去 open。")


def find_place(scheme: Scheme, steps: list[str]) -> Location:
    """The place in the scheme's file to which `steps` lead, as far as they lead anywhere.

    Entries of a list go by their id; the items of a component are reached without their categories.
    """
    node: Node = scheme.origin.node
    for step in steps:
        found = _enter(node, step)
        if found is None:
            break
        node = found
    return Location(scheme.origin.file, node.line, node.column)


def _enter(node: Node, step: str) -> Node | None:
    if isinstance(node, Mapping):
        return node.entries.get(step) or (_items_of(node) if step == "items" else None)
    if isinstance(node, Sequence):
        return next((entry for entry in node.entries if _id_of(entry) == step), None)
    return None


def _items_of(component: Mapping) -> Node | None:
    categories = component.entries.get("categories")
    if not isinstance(categories, Sequence):
        return None
    found = Sequence(categories.line, categories.column)
    for category in categories.entries:
        items = category.entries.get("items") if isinstance(category, Mapping) else None
        found.entries += items.entries if isinstance(items, Sequence) else []
    return found


def _id_of(node: Node) -> str:
    found = node.entries.get("id") if isinstance(node, Mapping) else None
    return found.value if isinstance(found, Scalar) else ""
