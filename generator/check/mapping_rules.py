"""Rules for mappings: they name items and standards that there are, and each column and text once."""

from __future__ import annotations

from collections.abc import Iterator

from generator.check.nearest import suggest_id
from generator.model.problem import Problem
from generator.model.table_mapping import TableMapping
from generator.model.unread import known, where_read
from generator.rules.corpus import Corpus
from generator.rules.item import Item


@where_read
def check_mappings(corpus: Corpus) -> Iterator[Problem]:
    """Every mapping, where there is one and the schemes could be read."""
    if not corpus.mappings:
        return
    items = {name: item for scheme in corpus.schemes.values() for name, item in scheme.items.items()}
    for mapping in corpus.mappings.values():
        yield from _check_items(items, mapping)
        yield from _check_repeated(mapping)


@where_read
def _check_items(items: dict[str, Item], mapping: TableMapping) -> Iterator[Problem]:
    """KH801: items and standards are those of some year's scheme."""
    named: list[tuple[tuple[str, ...], str]] = [(("item",), mapping.item)]
    named += [(("columns", str(at), "item"), one.item) for at, one in enumerate(mapping.columns)]
    named += [(("standards", str(at), "item"), one.item) for at, one in enumerate(mapping.standards)]
    labels = {name: item.name for name, item in items.items()}
    for steps, name in named:
        if known(name) and name not in items:
            place = mapping.origin.place(*(int(step) if step.isdecimal() else step for step in steps))
            yield Problem(place, "KH801", f"没有编号为“{name}”的单项", suggest_id(name, labels))
    for at, one in enumerate(mapping.standards):
        texts = {found.id: found.text for found in items[one.item].standards} if one.item in items else {}
        if texts and one.standard not in texts:
            words = f"“{labels[one.item]}”里没有编号为“{one.standard}”的标准"
            place = mapping.origin.place("standards", at, "standard")
            yield Problem(place, "KH801", words, suggest_id(one.standard, texts))


@where_read
def _check_repeated(mapping: TableMapping) -> Iterator[Problem]:
    """KH802: a head, or a text of an item, stands for one thing only."""
    heads: set[str] = set()
    for at, column in enumerate(mapping.columns):
        if column.text in heads:
            place, hint = mapping.origin.place("columns", at), "请只留一处。"
            yield Problem(place, "KH802", f"表头“{column.text}”写了两次", hint)
        heads.add(column.text)
    texts: set[tuple[str, str]] = set()
    for at, one in enumerate(mapping.standards):
        if (one.item, one.text) in texts:
            place, hint = mapping.origin.place("standards", at), "请只留一处。"
            yield Problem(place, "KH802", f"文字“{one.text}”写了两次", hint)
        texts.add((one.item, one.text))
