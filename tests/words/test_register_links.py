"""What an entry of a register led to: a deduction that takes no points is not said to take any."""

from __future__ import annotations

from pathlib import Path

from generator.load.edition import open_edition
from generator.words import address
from generator.words.register_words import UNTAKEN
from generator.words.shown_registers import open_registers


def test_an_inspection_says_of_each_record_whether_points_stand_in_it(sample: Path) -> None:
    edition = open_edition(sample, "public")
    assert not isinstance(edition, list | tuple)
    taken = {
        address.record_page(effect.record): bool(effect.effective)
        for unit in edition.result_of(2015).units
        for effect in unit.score.effects()
    }
    registers = open_registers(edition)
    said = [
        (name, link.url)
        for entry in edition.corpus.entries_by_register["inspections"]
        for name, link in registers.links(entry)
        if link.url in taken
    ]
    assert {name for name, _ in said} == {"转为扣分", UNTAKEN}
    assert [name == UNTAKEN for name, _ in said] == [not taken[url] for _, url in said]
