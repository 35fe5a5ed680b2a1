"""The page of a register, over the shipped sample."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from generator.load.project import load_data
from generator.pages.register_page import view_register
from generator.read.tree import WorkTree
from generator.words.register_words import ShownRegisters
from tests.documents.test_register_part import ROOT, shipped
from tests.released import of_office


def test_a_title_does_not_repeat_what_its_list_is_called() -> None:
    registers = ShownRegisters(shipped(), date(2016, 4, 13), whole=True)
    [group] = view_register(registers, shipped().registers["indicators"]).groups
    assert group.name == "热线按期办结率"
    assert "区发改局，2015年第三季度" in {line.title for line in group.lines}
    assert not [line.title for line in group.lines if group.name in line.title]
    for register in shipped().registers.values():
        for group in view_register(registers, register).groups:
            assert all(line.title for line in group.lines)


def test_entries_of_earlier_years_are_folded_where_all_are_many() -> None:
    corpus = load_data(WorkTree(ROOT)).corpus
    register, own = corpus.registers["proposals"], corpus.entries_by_register["proposals"]

    def groups_of(years: int) -> list[tuple[int, int]]:
        others = [replace(entry, year=entry.year + more) for more in range(1, years) for entry in own]  # type: ignore[type-var]
        several = of_office(replace(corpus, entries=(*corpus.entries, *others)))
        registers = ShownRegisters(several, date(2019, 4, 13), whole=True)
        return [(len(group.lines), len(group.earlier)) for group in view_register(registers, register).groups]

    assert len(own) < 60 < 4 * len(own)
    once = groups_of(1)
    assert all(earlier == 0 for _, earlier in once)
    assert groups_of(4) == [(now, 3 * now) for now, _ in once]


def test_a_title_with_two_brackets_stays_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    corpus = shipped()
    register = corpus.registers["indicators"]
    parted = replace(register, title_from=register.title_from.replace("，", "）（"))
    monkeypatch.setattr(type(corpus.entries_by_register["indicators"][0]), "REGISTER", parted)
    [group] = view_register(ShownRegisters(corpus, date(2016, 4, 13), whole=True), parted).groups
    assert "热线按期办结率（区发改局）（2015年第三季度）" in {line.title for line in group.lines}
