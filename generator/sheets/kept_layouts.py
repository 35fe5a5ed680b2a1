"""What holds for a layout is kept in the project, so that it is asked once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from generator.model.table_mapping import MappedColumn, TableMapping
from generator.rules.corpus import Corpus
from generator.sheets.head_words import plain_head
from generator.sheets.table_layout import TableLayout


def keep_layouts(layouts: Sequence[TableLayout], corpus: Corpus) -> Iterator[TableMapping]:
    """The mappings to write: of layouts that were not known, and of known ones for which more is known now."""
    by_heads: dict[tuple[str, ...], TableLayout] = {}
    for layout in layouts:
        if len(layout.heads) > 1:
            known = by_heads.setdefault(tuple(plain_head(one.text) for one in layout.heads), layout)
            known.standards |= layout.standards
    taken = set(corpus.mappings)
    for layout in by_heads.values():
        old = corpus.mappings.get(layout.mapping)
        if old is None:
            name = _free_name(layout.item or "table", taken)
            taken.add(name)
            yield _short(layout.to_mapping(name))
        elif (made := _with_texts(old, layout)) != old:
            yield _short(made)


def _with_texts(old: TableMapping, layout: TableLayout) -> TableMapping:
    made = layout.to_mapping(old.id)
    return replace(old, item=made.item, method=made.method, source=made.source, standards=made.standards)


def _short(mapping: TableMapping) -> TableMapping:
    """The mapping with heads as long as it may hold."""
    return replace(
        mapping, columns=tuple(MappedColumn(one.text[:120], one.field, one.item) for one in mapping.columns)
    )


def _free_name(begins: str, taken: set[str]) -> str:
    number = 1
    while (name := begins if number == 1 else f"{begins}-{number}") in taken:
        number += 1
    return name
