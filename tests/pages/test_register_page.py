"""The page of a register, over the shipped sample."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from generator.pages.register_page import view_register
from generator.words.register_words import ShownRegisters
from tests.documents.test_register_part import shipped


def test_a_title_does_not_repeat_what_its_list_is_called() -> None:
    registers = ShownRegisters(shipped(), date(2016, 4, 13), whole=True)
    [group] = view_register(registers, shipped().registers["indicators"]).groups
    assert group.name == "热线办结率"
    assert "区发改局，2015年第三季度" in {line.title for line in group.lines}
    assert not [line.title for line in group.lines if group.name in line.title]
    for register in shipped().registers.values():
        for group in view_register(registers, register).groups:
            assert all(line.title for line in group.lines)


def test_a_title_with_two_brackets_stays_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    corpus = shipped()
    register = corpus.registers["indicators"]
    parted = replace(register, title_from=register.title_from.replace("，", "）（"))
    monkeypatch.setattr(type(corpus.entries_by_register["indicators"][0]), "REGISTER", parted)
    [group] = view_register(ShownRegisters(corpus, date(2016, 4, 13), whole=True), parted).groups
    assert "热线办结率（区发改局）（2015年第三季度）" in {line.title for line in group.lines}
