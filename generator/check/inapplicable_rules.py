"""Rules for items that do not apply: of known items and units, each once, decided by somebody who is known."""

from __future__ import annotations

from collections.abc import Iterator

from generator.check.deduction_rules import find_no_scheme
from generator.check.measure_rules import check_measured_unit
from generator.check.nearest import suggest_id
from generator.model.inapplicable import InapplicableItems
from generator.model.problem import Problem
from generator.model.unread import where_read
from generator.rules.corpus import Corpus
from generator.rules.scheme import Scheme


def check_inapplicable(corpus: Corpus) -> Iterator[Problem]:
    """The problems of every year's list."""
    for year, record in corpus.inapplicable.items():
        yield from find_no_scheme(corpus, year, record.path)
        for number in range(len(record.entries) if isinstance(record.entries, tuple) else 0):
            yield from _check_item(corpus, record, number)
            yield from check_measured_unit(
                corpus, record.entries[number].unit, year, record.origin.place(number, "unit")
            )
            yield from _check_repeated(corpus, record, number)
            yield from _check_decider(corpus, record, number)
        yield from _check_peers(corpus, record)


@where_read
def _check_item(corpus: Corpus, record: InapplicableItems, number: int) -> Iterator[Problem]:
    """KH304: the item is one of the scheme's."""
    scheme, name = corpus.schemes.get(record.year), record.entries[number].item
    if scheme is not None and name not in scheme.items:
        words = f"{record.year} 年度的考核办法里没有编号为“{name}”的单项"
        hint = suggest_id(name, {found.id: found.name for found in scheme.items.values()})
        yield Problem(record.origin.place(number, "item"), "KH304", words, hint)


@where_read
def _check_peers(corpus: Corpus, record: InapplicableItems) -> Iterator[Problem]:
    """KH466: where the mean of others stands in for an item, there are others to whom it applies."""
    scheme = corpus.schemes.get(record.year)
    for part in scheme.components if scheme is not None else ():
        if scheme is None or getattr(part, "not_applicable", "") != "peer-mean":
            continue
        sizes = _peer_sizes(corpus, scheme, by_group=getattr(part, "peers", "") == "group")
        for placed in part.list_items():
            for group, units in sizes.items():
                number = next((at for at, e in enumerate(record.entries) if e.item == placed.item.id), None)
                if number is not None and units <= {e.unit for e in record.of_item(placed.item.id)}:
                    name = f"{scheme.group_name(group)}的各单位" if group else "各单位"
                    words = f"“{placed.item.name}”对{name}都不适用，没有可以取平均分的单位"
                    hint = "请核对；确实都不适用的，请在这个部分另写 not_applicable 的算法，或者删去单项。"
                    yield Problem(record.origin.place(number), "KH466", words, hint)


def _peer_sizes(corpus: Corpus, scheme: Scheme, by_group: bool) -> dict[str, set[str]]:
    """The assessed units by the group whose mean counts; by no name where it is that of all."""
    found: dict[str, set[str]] = {}
    for unit in corpus.units.values():
        group = scheme.group_in(unit)
        if group is not None:
            found.setdefault(group if by_group else "", set()).add(unit.id)
    return found


@where_read
def _check_repeated(corpus: Corpus, record: InapplicableItems, number: int) -> Iterator[Problem]:
    """KH484: an item and a unit stand there once."""
    entry = record.entries[number]
    if any((other.item, other.unit) == (entry.item, entry.unit) for other in record.entries[:number]):
        scheme = corpus.schemes.get(record.year)
        item = scheme.items[entry.item].name if scheme is not None and entry.item in scheme.items else entry.item
        unit = corpus.units[entry.unit].short_name if entry.unit in corpus.units else entry.unit
        words = f"“{item}”对{unit}不适用，前面已经写过"
        yield Problem(record.origin.place(number), "KH484", words, "请只保留一条。")


@where_read
def _check_decider(corpus: Corpus, record: InapplicableItems, number: int) -> Iterator[Problem]:
    """KH451: who decided is a unit or a body that is known."""
    by = record.entries[number].decided_by
    bodies = {body.id: body.name for body in (corpus.site.bodies if corpus.site is not None else ())}
    if by and by not in corpus.units and by not in bodies:
        known = {**bodies, **{unit.id: unit.short_name for unit in corpus.units.values()}}
        words = f"没有编号为“{by}”的单位或机构"
        yield Problem(record.origin.place(number, "decided_by"), "KH451", words, suggest_id(by, known))
